package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import im.vestibule.core.Listener;
import im.vestibule.it.Badge.Made;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With HAProxy in front, the client's address, and if we believe it the client's TLS, are as if it were not there. */
@NeedsProgram("haproxy")
class HaProxyTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");

    /** An address of the client's that is not the proxy's. */
    private static final String CLIENT = "127.0.0.2";

    private static final Pattern FAILURE =
            Pattern.compile("connections_refused|handshake_failures|cause=\"tls-failure\"");

    private final Site site;

    @TempDir
    private Path directory = Path.of("");

    HaProxyTest() throws IOException {
        site = Site.open("proxy.toml");
    }

    @BeforeEach
    void forget() {
        site.renew(ALICE.bare());
        Log.all().take().events();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Socket connect(InetSocketAddress entrance) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(CLIENT, 0));
        socket.connect(entrance);
        return socket;
    }

    private HaProxy proxy(String bind, String door, String options) throws IOException {
        return new HaProxy(directory)
                .entrance("in", bind, site.door(door), options)
                .start();
    }

    private void assertAddress(Socket client) {
        assertThat(site.house().sessions().all())
                .singleElement()
                .extracting(Session::address)
                .isEqualTo(client.getLocalSocketAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send-proxy",
                "send-proxy-v2",
                "send-proxy-v2 proxy-v2-options crc32c,unique-id,authority",
                "send-proxy-v2-ssl-cn"
            })
    void tellsUsWhereTheClientIs(String options) throws Exception {
        try (HaProxy proxy = proxy("", "clear", options);
                Socket socket = connect(proxy.address("in"));
                Wire wire = new Wire(site.door("clear"), socket)) {
            wire.login(ALICE);
            assertAddress(socket);
        }
        assertThat(Log.all().take().events())
                .filteredOn(event -> event.getMessage().equals("session_opened"))
                .singleElement()
                .extracting(Log::text)
                .asString()
                .contains(CLIENT + ":", options.contains("unique-id") ? "unique_id=\"test-" : "");
    }

    @Test
    void handsTlsThroughBehindTheHeader() throws Exception {
        try (HaProxy proxy = proxy("", "direct", "send-proxy-v2");
                Socket socket = connect(proxy.address("in"));
                Wire wire = new Wire(site.door("direct"), socket)) {
            wire.login(ALICE);
            assertThat(wire.binding("tls-exporter")).isNotEmpty();
            assertAddress(socket);
        }
    }

    /** Lets every client in, and says what it thinks of its certificate. */
    private HaProxy terminating(String door) throws IOException {
        SelfSigned.write(directory.resolve("proxy.pem"), List.of("door.test"), Instant.now());
        Files.writeString(directory.resolve("authority.pem"), Badge.AUTHORITY.getCertificatePEM());
        return proxy(
                "ssl crt " + directory.resolve("proxy.pem") + " ca-file " + directory.resolve("authority.pem")
                        + " verify optional crt-ignore-err all ca-ignore-err all",
                door,
                "send-proxy-v2-ssl-cn proxy-v2-options ssl-cipher,crc32c,authority");
    }

    private Wire connect(HaProxy proxy, String door, SSLContext client) throws IOException {
        Site.Door behindTls = new Site.Door(door, site.door(door).address(), Optional.empty());
        return new Wire(behindTls, Tls.over(client, connect(proxy.address("in"))));
    }

    private static String features(Wire wire, String domain) throws IOException {
        wire.say(Wire.header(domain));
        return wire.hear(Wire.FEATURES).group();
    }

    @Test
    void standsForTheClientsTlsWithTrustProxyTls() throws Exception {
        try (HaProxy proxy = terminating("trusting");
                Wire wire = connect(proxy, "trusting", Tls.context())) {
            wire.login(ALICE);
            assertAddress(wire.socket());
        }
    }

    @Test
    void standsForTheClientsCertificateToo() throws Exception {
        try (HaProxy proxy = terminating("trusting");
                Wire wire = connect(proxy, "trusting", Badge.client(Made.WELL, "CN=alice"))) {
            assertThat(features(wire, "pki.test")).contains("<mechanism>EXTERNAL</mechanism>");
            wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>"
                    + Wire.base64("bob@pki.test") + "</auth>");
            wire.hear("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>");
            wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
            wire.hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            wire.open("pki.test");
            wire.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
            wire.hear(Pattern.compile("(?s)<iq type='result' id='bind'.*<jid>alice@pki.test/.*</iq>"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Made.class,
            names = {"EXPIRED", "SELF_SIGNED", "BY_A_STRANGER"})
    void doesNotStandForACertificateThatTheProxyFoundBad(Made made) throws Exception {
        try (HaProxy proxy = terminating("trusting");
                Wire wire = connect(proxy, "trusting", Badge.client(made, "CN=alice"))) {
            assertThat(features(wire, "pki.test")).doesNotContain("EXTERNAL", "starttls");
        }
    }

    @Test
    void doesNotStandForTheClientsTlsWithoutTrustProxyTls() throws Exception {
        try (HaProxy proxy = terminating("wary");
                Wire wire = connect(proxy, "wary", Badge.client(Made.WELL, "CN=alice"))) {
            assertThat(features(wire, "pki.test"))
                    .contains("<required/></starttls></stream:features>")
                    .doesNotContain("EXTERNAL");
        }
    }

    /** Twenty of each kind. Without {@code linger} a plain check resets before there is a connection to accept. */
    @Test
    void triesWhetherWeAreThereWithoutMakingNoise_L03() throws Exception {
        List<String> doors = List.of(
                "checked_line", "checked_block", "checked_by_request", "checked_by_connecting", "checked_before_tls");
        HaProxy proxy = new HaProxy(directory)
                .entrance("line", "", site.door("checked_line"), "check inter 20ms send-proxy")
                .server(site.door("checked_block"), "check inter 20ms send-proxy-v2")
                .server(
                        site.door("checked_by_request"),
                        "check inter 20ms check-send-proxy port "
                                + site.door("checked_by_request").address().getPort())
                .server(site.door("checked_before_tls"), "check inter 20ms send-proxy-v2")
                .server(site.door("checked_by_connecting"), "check inter 20ms")
                .entrance("plain", "", site.door("checked_by_connecting"), "check inter 20ms")
                .line("option tcp-check")
                .line("tcp-check connect linger");
        try (proxy) {
            proxy.start();
            for (String door : doors) {
                await().until(() -> listener(door).tally().accepted() >= 20);
            }
        }
        for (String door : doors) {
            await().until(() -> listener(door).connections() == 0);
        }
        assertThat(Figures.of(site).counted().values())
                .containsKey("vestibule_connections_open{listener=\"listen.c2s[0]\"}")
                .allSatisfy((name, count) -> {
                    if (FAILURE.matcher(name).find()) {
                        assertThat(count).as(name).isZero();
                    }
                });
        assertThat(Log.all().take().events())
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(Log::text)
                .isEmpty();
    }

    private Listener listener(String door) {
        return site.house().listeners().all().stream()
                .filter(listener -> listener.address().equals(site.door(door).address()))
                .findAny()
                .orElseThrow();
    }
}
