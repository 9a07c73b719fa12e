package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What should not be sent to an HTTP listener, nor over a WebSocket. */
@Hostile
class HostileHttpTest {
    private static final Jid ALICE = Jid.of("alice-at-the-web@door.test/web");
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int ENHANCE_YOUR_CALM = 0xB;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 6\r\n\r\n12345",
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n12345",
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\nHost: a\n\n",
                "GET ws-xmpp HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost: a\r\nA: b\0c\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET /ws-xmpp HTTP/1.1\r\nHost: a\r\n \r\n\r\n",
                "POST /ws-xmpp HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 5\r\n\r\n12345",
            })
    void h01RefusesWhatTwoServersCouldReadInTwoWays(String request, Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            wire.say(request);
            assertThat(wire.hear().status()).isEqualTo(400);
            assertThat(wire.isOver()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1000000, 0, 431", "17000, 0, 431", "0, 100000, 414", "0, 9000, 414"})
    void h03BoundsTheHead(int headers, int line, int status, Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            wire.say("GET /" + "a".repeat(line) + " HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(headers) + "\r\n\r\n");
            assertThat(wire.hear().status()).isEqualTo(status);
            assertThat(wire.isOver()).isTrue();
        }
        try (HttpWire wire = site.http("web")) {
            wire.say("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(100) + "\r\n");
            assertThat(wire.hear().status()).isEqualTo(431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fPLACE", "/x/../PLACE", "/%2e%2e/PLACE", "/./PLACE", "/%u002e%u002e/PLACE", "//PLACE",
                "/PLACE//", "/\\..\\PLACE", "/PLACE%00", "/PLACE%2f", "/PLACE;a=b", "/%252e%252e/PLACE",
                "/PLACE%", "/PLACE%c0%af", "/PLACE/x"
            })
    void h04FindsNothingByDetours(String path, Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            for (String place : List.of("ws-xmpp", "http-bind", "WS-XMPP")) {
                assertThat(wire.ask("GET", path.replace("PLACE", place)).status())
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, 405", "DELETE, 405", "CONNECT, 405", "TRACE, 405", "BREW, 501"})
    void h05RefusesOtherMethods(String method, int status, Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            HttpWire.Answer answer = wire.ask(method, "/ws-xmpp");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("allow")).isEqualTo(status == 405 ? "GET, HEAD, OPTIONS" : "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "1b", "7f", "20", "0d000d", "160301"})
    void h06RefusesControlCharactersBeforeTheRequest(String hex, Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            wire.say(HexFormat.of().parseHex(hex));
            wire.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.hear().status()).isEqualTo(400);
            assertThat(wire.isOver()).isTrue();
        }
    }

    @Test
    void h07WantsVersion13AndAKey(Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            HttpWire.Answer old = wire.ask(
                    "GET",
                    "/ws-xmpp",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 12",
                    "Sec-WebSocket-Protocol: xmpp");
            assertThat(old.status()).isEqualTo(426);
            assertThat(old.header("sec-websocket-version")).isEqualTo("13");
            HttpWire.Answer keyless = wire.ask(
                    "GET",
                    "/ws-xmpp",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: xmpp");
            assertThat(keyless.status()).isEqualTo(400);
        }
    }

    @Test
    void h08RefusesPagesOfOtherSites(Site site) throws IOException {
        try (HttpWire wire = site.http("web")) {
            String[] asked = {
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: xmpp",
                ""
            };
            for (String origin : List.of("https://evil.test", "http://chat.test", "https://chat.test:444", "null")) {
                asked[5] = "Origin: " + origin;
                assertThat(wire.ask("GET", "/picky", asked).status()).isEqualTo(403);
            }
            asked[5] = "Origin: https://Chat.test";
            assertThat(wire.ask("GET", "/picky", asked).status()).isEqualTo(101);
        }
        try (SocketWire program = SocketWire.at(site.http("web"), "/picky")) {
            program.open();
        }
    }

    static Stream<byte[]> brokenFrames() {
        byte[] ping = SocketWire.masked(0x89, new byte[4]);
        byte[] unmasked = Arrays.copyOf(ping, ping.length);
        unmasked[1] &= 0x7F;
        return Stream.of(
                unmasked,
                SocketWire.masked(0x91, new byte[4]),
                SocketWire.masked(0x83, new byte[4]),
                SocketWire.masked(0x8B, new byte[4]),
                SocketWire.masked(0x80, new byte[4]),
                SocketWire.masked(0x09, new byte[4]),
                SocketWire.masked(0x89, new byte[126]),
                SocketWire.masked(0x88, new byte[1]),
                SocketWire.masked(0x88, new byte[] {3, (byte) 0xED}),
                HexFormat.of().parseHex("81ffffffffffffffffff00000000"));
    }

    @ParameterizedTest
    @MethodSource("brokenFrames")
    void h09RefusesBrokenFrames(byte[] frame, Site site) throws IOException {
        try (SocketWire wire = site.socket("web")) {
            wire.open();
            wire.raw(frame);
            assertThat(wire.end()).isEqualTo(1002);
        }
    }

    @Test
    void h09RefusesWhatIsNoTextAndWhatIsTooMuch(Site site) throws IOException {
        site.renew(ALICE.bare());
        byte[] noText = "<message xmlns='jabber:client'><body>??</body></message>".getBytes(StandardCharsets.UTF_8);
        noText[38] = (byte) 0xC3;
        try (SocketWire binary = site.socket("web");
                SocketWire broken = site.socket("web");
                SocketWire early = site.socket("web");
                SocketWire late = site.socket("web");
                SocketWire packed = site.socket("web", "Sec-WebSocket-Extensions: permessage-deflate")) {
            binary.frame(BINARY, SocketWire.OPEN.getBytes(StandardCharsets.UTF_8));
            assertThat(binary.end()).isEqualTo(1003);
            broken.login(ALICE);
            broken.frame(TEXT, noText);
            assertThat(broken.end()).isEqualTo(1007);
            early.raw(HexFormat.of().parseHex("81fe2001"));
            early.raw(new byte[4]);
            assertThat(early.end()).isEqualTo(1009);
            late.login(ALICE);
            late.say("<message xmlns='jabber:client'><body>" + "x".repeat(10_000) + "</body></message>");
            assertThat(late.end()).isEqualTo(1009);
            // A thousandth of what it becomes.
            packed.frame(0xC1, WebSocketTest.packed(new byte[1_000_000]));
            assertThat(packed.end()).isEqualTo(1000);
        }
        try (SocketWire white = site.socket("web", "Sec-WebSocket-Extensions: permessage-deflate")) {
            white.open();
            byte[] space = new byte[1_000_000];
            Arrays.fill(space, (byte) ' ');
            white.frame(0xC1, WebSocketTest.packed(space));
            assertThat(white.end()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence xmlns='jabber:client'/><presence xmlns='jabber:client'/>",
                "<presence xmlns='jabber:client'>",
                "<presence xmlns='jabber:client'/>text",
                "text<presence xmlns='jabber:client'/>",
                "   ",
                "<!-- -->",
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            })
    void h10WantsOneElementAMessage(String message, Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire wire = site.socket("web")) {
            wire.login(ALICE);
            wire.say(message);
            wire.hear(Pattern.compile("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>.*"));
            assertThat(wire.hear()).isEqualTo(SocketWire.CLOSE);
            assertThat(wire.end()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void h11BoundsMessagesWithoutEnd(int size, Site site) throws IOException {
        try (SocketWire wire = site.socket("web")) {
            wire.frame(0x01, "<open ".getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 20_000; i++) {
                all.writeBytes(SocketWire.masked(0x00, " ".repeat(size).getBytes(StandardCharsets.UTF_8)));
            }
            wire.raw(all.toByteArray());
            assertThat(wire.end()).isEqualTo(1009);
        }
    }

    @Test
    void h12AnswersPingsWithinABudget(Site site) throws IOException {
        try (SocketWire wire = site.socket("web")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 10_000; i++) {
                all.writeBytes(SocketWire.masked(0x89, new byte[0]));
            }
            wire.raw(all.toByteArray());
            assertThat(wire.end()).isEqualTo(1008);
        }
    }

    @Test
    void h13WantsAStreamInTime(Site site) throws IOException {
        try (SocketWire wire = SocketWire.at(site.http("web"), "/hasty")) {
            wire.hear(Pattern.compile("<open .*/>"));
            assertThat(wire.hear()).contains("<connection-timeout ");
            assertThat(wire.hear()).isEqualTo(SocketWire.CLOSE);
            assertThat(wire.end()).isEqualTo(1000);
        }
    }

    @Test
    void t15StartsNoTlsByWebSocket(Site site) throws IOException {
        try (SocketWire wire = site.socket("web_tls")) {
            wire.say(SocketWire.OPEN);
            wire.hear(Pattern.compile("<open .*"));
            assertThat(wire.hear()).doesNotContain("urn:ietf:params:xml:ns:xmpp-tls");
            wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            assertThat(wire.hear()).isEqualTo("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            assertThat(wire.hear()).isEqualTo(SocketWire.CLOSE);
            assertThat(wire.end()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7"})
    void h19BelievesNobodyWhoIsNotTrusted(String header, Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire wire = site.socket("web", header)) {
            wire.login(ALICE);
            assertThat(site.sessions()).containsEntry(ALICE, "127.0.0.1");
        }
    }

    /** RFC 9113 §5.4.1, CVE-2023-44487. */
    @Test
    void h21EndsAConnectionWhoseStreamsAreResetAtOnce(Site site) throws IOException, InterruptedException {
        try (Http2Wire wire = new Http2Wire(site.http("web"))) {
            byte[] request = HexFormat.of().parseHex("82868441" + "0161");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int id = 1; id < 20_000; id += 2) {
                all.writeBytes(
                        Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, id, request));
                all.writeBytes(Http2Wire.frame(Http2Wire.RESET, 0, id, new byte[] {0, 0, 0, 8}));
            }
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    wire.raw(all.toByteArray());
                } catch (IOException _) {
                    // As it should.
                }
            });
            assertThat(goAway(wire)).isEqualTo(ENHANCE_YOUR_CALM);
            flood.join();
        }
    }

    /** The code of the first GOAWAY that tells of a mistake. */
    private static int goAway(Http2Wire wire) throws IOException {
        while (true) {
            Http2Wire.Frame frame = wire.hear();
            if (frame.type() == Http2Wire.GO_AWAY && frame.payload().charAt(7) != 0) {
                return frame.payload().charAt(7);
            }
        }
    }
}
