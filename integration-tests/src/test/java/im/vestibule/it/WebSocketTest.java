package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.model.Jid;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams by WebSocket (RFC 7395), frame by frame. */
@ExtendWith(SharedSite.class)
class WebSocketTest {
    private static final Jid ALICE = Jid.of("alice-by-socket@door.test/web");
    private static final Jid BOB = Jid.of("bob-by-tcp@door.test/tcp");

    private static final int TEXT = 0x81;
    private static final int PACKED = 0xC1;
    private static final int BEGUN = 0x01;
    private static final int MORE = 0x00;
    private static final int LAST = 0x80;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int GOODBYE = 0x88;

    private static final String HELLO =
            "<message xmlns='jabber:client' to='" + BOB + "' id='1'><body>But soft ♥</body></message>";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each says everything in its own way: by TCP the stream declares namespaces, by WebSocket every stanza does. */
    @ParameterizedTest
    @ValueSource(strings = {"web", "web_tls"})
    void chatsWithSomebodyOnTcp(String door, Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (SocketWire alice = site.socket(door);
                Wire bob = site.connect("clear").login(BOB)) {
            assertThat(alice.login(ALICE)).isEqualTo(ALICE);
            alice.say(HELLO);
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' id='1'><body>But soft ♥</body></message>");
            bob.say("<message to='" + ALICE + "' id='2'><body>Ay me!</body></message>");
            assertThat(alice.hear())
                    .isEqualTo("<message xmlns='jabber:client' from='" + BOB + "' to='" + ALICE
                            + "' id='2'><body>Ay me!</body></message>");
            // Of every length that takes another kind of head.
            for (int length : new int[] {1, 60, 125, 126, 127, 4_000, 9_000}) {
                String body = "x".repeat(length);
                alice.say("<message xmlns='jabber:client' to='" + ALICE + "'><body>" + body + "</body></message>");
                assertThat(alice.hear()).endsWith("<body>" + body + "</body></message>");
            }
            bob.say("<message to='" + ALICE + "'><body>" + "y".repeat(70_000) + "</body></message>");
            assertThat(alice.hear()).contains("y".repeat(70_000));
            alice.say(SocketWire.CLOSE);
            assertThat(alice.hear()).isEqualTo(SocketWire.CLOSE);
            assertThat(alice.end()).isEqualTo(1000);
        }
    }

    @Test
    void takesAMessageInFragmentsWithPingsBetweenThem(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (SocketWire alice = site.socket("web");
                Wire bob = site.connect("clear").login(BOB)) {
            alice.login(ALICE);
            byte[] hello = bytes(HELLO);
            alice.frame(BEGUN, Arrays.copyOf(hello, 20));
            alice.frame(PING, bytes("there?"));
            for (int i = 20; i < hello.length - 1; i++) {
                alice.frame(MORE, Arrays.copyOfRange(hello, i, i + 1));
            }
            alice.frame(LAST, Arrays.copyOfRange(hello, hello.length - 1, hello.length));
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' id='1'><body>But soft ♥</body></message>");
            SocketWire.Frame pong = alice.frame();
            assertThat(pong.first()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("there?");
        }
    }

    /** However the bytes of its frames are cut. */
    @Test
    void takesFramesByteByByte(Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire alice = site.socket("web")) {
            alice.login(ALICE);
            byte[] frame = SocketWire.masked(TEXT, bytes(HELLO.replace(BOB.toString(), ALICE.toString())));
            for (byte each : frame) {
                alice.raw(new byte[] {each});
            }
            assertThat(alice.hear()).contains("But soft ♥");
        }
    }

    @Test
    void unpacksWhatWasCompressedIfThatWasAgreedOn(Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire alice = site.socket("web", "Sec-WebSocket-Extensions: permessage-deflate")) {
            alice.login(ALICE);
            String hello = HELLO.replace(BOB.toString(), ALICE.toString());
            alice.frame(PACKED, packed(bytes(hello)));
            assertThat(alice.hear()).contains("But soft ♥");
            byte[] packed = packed(bytes(hello));
            alice.frame(0x41, Arrays.copyOf(packed, 10));
            alice.frame(LAST, Arrays.copyOfRange(packed, 10, packed.length));
            assertThat(alice.hear()).contains("But soft ♥");
        }
        try (SocketWire alice = site.socket("web")) {
            alice.frame(PACKED, packed(bytes(SocketWire.OPEN)));
            assertThat(alice.end()).isEqualTo(1002);
        }
    }

    /** What would have us remember earlier messages, or a window of ours, is not for us; a client may offer several ways. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate|true",
                "permessage-deflate; client_max_window_bits|true",
                "permessage-deflate;client_max_window_bits=10 ; client_no_context_takeover|true",
                "PerMessage-Deflate; server_no_context_takeover|true",
                "permessage-deflate; server_max_window_bits=10|false",
                "permessage-deflate; client_max_window_bits=7|false",
                "permessage-deflate; unheard_of|false",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate|true",
                "x-webkit-deflate-frame|false",
            })
    void agreesOnCompressionThatNeedsNoMemory(String offer, boolean taken, Site site) throws IOException {
        String agreed = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
        try (HttpWire http = site.http("web");
                HttpWire plain = site.http("web_tls")) {
            assertThat(SocketWire.handshake(http, "Sec-WebSocket-Extensions: " + offer)
                            .header("sec-websocket-extensions"))
                    .isEqualTo(taken ? agreed : "");
            assertThat(SocketWire.handshake(plain, "Sec-WebSocket-Extensions: " + offer)
                            .headers())
                    .doesNotContainKey("sec-websocket-extensions");
        }
    }

    /** RFC 7692 §7.2.1. */
    static byte[] packed(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(bytes);
        byte[] out = new byte[bytes.length + 64];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    @Test
    void answersAGoodbyeAndEndsTheSession(Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire alice = site.socket("web")) {
            alice.login(ALICE);
            alice.frame(GOODBYE, new byte[] {3, (byte) 0xE9});
            assertThat(alice.end()).isEqualTo(1001);
            Patience.await()
                    .untilAsserted(() -> assertThat(site.house().sessions().all())
                            .noneMatch(session -> session.jid().equals(ALICE)));
        }
    }

    @Test
    void refusesAHandshakeWithoutTheSubprotocol(Site site) throws IOException {
        try (HttpWire http = site.http("web")) {
            HttpWire.Answer answer = http.ask(
                    "GET",
                    "/ws-xmpp",
                    "Upgrade: websocket",
                    "Connection: keep-alive, Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: chat");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(SocketWire.handshake(http).header("sec-websocket-accept"))
                    .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @Test
    void endsASilentClientAfterTheTimeout(Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire alice = SocketWire.at(site.http("web"), "/impatient")) {
            alice.login(ALICE);
            assertThat(alice.hear()).contains("<connection-timeout ");
            assertThat(alice.end()).isEqualTo(1000);
        }
    }

    /** A pong is a sign of life as good as any. */
    @Test
    void keepsAClientThatAnswersPingsBeyondTheTimeout(Site site) throws IOException {
        site.renew(ALICE.bare());
        try (SocketWire alice = SocketWire.at(site.http("web"), "/alert")) {
            alice.login(ALICE);
            for (int i = 0; i < 8; i++) {
                SocketWire.Frame ping = alice.frame();
                assertThat(ping.first()).isEqualTo(PING);
                alice.frame(PONG, ping.bytes());
            }
            alice.say(HELLO.replace(BOB.toString(), ALICE.toString()));
            alice.hear(Pattern.compile(".*But soft ♥.*"));
        }
    }

    /** And drops the client that answers none of them. */
    @Test
    void pingsAtThePingRate(Site site) throws IOException {
        try (SocketWire wire = SocketWire.at(site.http("web"), "/lively")) {
            wire.open();
            for (int i = 0; i < 5; i++) {
                assertThat(wire.frame().first()).isEqualTo(PING);
                wire.frame(PONG, new byte[0]);
            }
            assertThat(wire.frame().first()).isEqualTo(PING);
            assertThat(wire.frame().first()).isEqualTo(PING);
            assertThatThrownBy(wire::frame).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void offersTheSessionOnlyWhereItIsAskedTo(Site site) throws IOException {
        site.renew(ALICE.bare());
        for (String path : List.of("/ws-xmpp", "/lively")) {
            try (SocketWire wire = SocketWire.at(site.http("web"), path)) {
                wire.open();
                wire.say(Wire.plain(ALICE));
                wire.hear(Pattern.compile("<success .*"));
                wire.say(SocketWire.OPEN);
                String features = wire.hear(Pattern.compile("<stream:features .*"));
                assertThat(features.contains("<session ")).isEqualTo(path.equals("/ws-xmpp"));
            }
        }
    }

    /** With the client of the JDK, which is not ours. */
    @ParameterizedTest
    @ValueSource(strings = {"web", "web_tls"})
    void talksToAnOrdinaryClient(String door, Site site) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Tls.context()).build()) {
            String scheme = door.equals("web") ? "ws" : "wss";
            URI uri = URI.create(
                    scheme + "://localhost:" + site.door(door).address().getPort() + "/ws-xmpp");
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("xmpp")
                    .buildAsync(uri, new Listener(heard))
                    .get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("xmpp");
            socket.sendText(SocketWire.OPEN.substring(0, 10), false).join();
            socket.sendText(SocketWire.OPEN.substring(10), true).join();
            assertThat(next(heard)).startsWith("<open ");
            assertThat(next(heard)).startsWith("<stream:features ");
            socket.sendPing(ByteBuffer.wrap(bytes("there?"))).join();
            assertThat(next(heard)).isEqualTo("pong");
            socket.sendText(SocketWire.CLOSE, true).join();
            assertThat(next(heard)).isEqualTo(SocketWire.CLOSE);
            assertThat(next(heard)).isEqualTo("closed 1000");
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return String.valueOf(heard.poll(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS));
    }

    private record Listener(BlockingQueue<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedStage(text);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            heard.add("pong");
            socket.request(1);
            return CompletableFuture.completedStage(payload);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return CompletableFuture.completedStage(reason);
        }
    }

    /** RFC 8441, by prior knowledge. */
    @ParameterizedTest
    @ValueSource(strings = {"web", "web_tls"})
    void goesOverAStreamOfHttp2(String door, Site site) throws IOException {
        site.renew(ALICE.bare());
        try (Http2Wire connection = new Http2Wire(site.http(door));
                SocketWire alice = connection.socket("/ws-xmpp");
                SocketWire other = connection.socket("/ws-xmpp")) {
            alice.login(ALICE);
            other.open();
            alice.say(HELLO.replace(BOB.toString(), ALICE.toString()));
            assertThat(alice.hear()).contains("But soft ♥");
            alice.say(SocketWire.CLOSE);
            assertThat(alice.hear()).isEqualTo(SocketWire.CLOSE);
            assertThat(alice.end()).isEqualTo(1000);
        }
    }

    /** RFC 8441 §3: 8 is SETTINGS_ENABLE_CONNECT_PROTOCOL. */
    @Test
    void tellsClientsOfHttp2ThatTheyMayAskForIt(Site site) throws IOException {
        try (Http2Wire wire = new Http2Wire(site.http("web_tls"))) {
            Http2Wire.Frame settings = wire.hear();
            assertThat(settings.type()).isEqualTo(Http2Wire.SETTINGS);
            assertThat(settings.payload()).contains("\0\u0008\0\0\0\u0001");
        }
    }

    /** What a page of another site, or a handshake without the subprotocol, hears by HTTP/1.1, it hears here. */
    @Test
    void refusesByHttp2WhatItRefusesOtherwise(Site site) throws IOException {
        try (Http2Wire wire = new Http2Wire(site.http("web"))) {
            assertThat(wire.ask("/picky", "origin", "https://evil.test")).isEqualTo(403);
            assertThat(wire.ask("/nowhere", "origin", "https://evil.test")).isEqualTo(404);
            assertThat(wire.ask("/picky", "origin", "https://chat.test")).isEqualTo(200);
            assertThat(wire.ask("/http-bind", "origin", "https://chat.test")).isEqualTo(405);
        }
    }

    @Test
    void offersWhatTheChannelAllows(Site site) throws IOException {
        try (SocketWire clear = site.socket("web");
                SocketWire secure = site.socket("web_tls")) {
            clear.say(SocketWire.OPEN);
            clear.hear(Pattern.compile("<open .*"));
            assertThat(clear.hear())
                    .contains("SCRAM-SHA-256<")
                    .doesNotContain("-PLUS")
                    .doesNotContain("starttls");
            secure.say(SocketWire.OPEN);
            secure.hear(Pattern.compile("<open .*"));
            assertThat(secure.hear())
                    .contains("SCRAM-SHA-256-PLUS<", "tls-exporter")
                    .doesNotContain("starttls");
        }
    }
}
