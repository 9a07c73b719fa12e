package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitoring sees of what clients do. */
class MetricsTest {
    private static final String CLEAR = "listener=\"listen.c2s[0]\"";
    private static final String FAST = "listener=\"listen.c2s[1]\"";
    private static final Jid ROMEO = Jid.of("romeo@door.test");

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.open("monitored.toml");
        site.renew(ROMEO);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private interface Act {
        void act() throws IOException;
    }

    /** What changes, without bytes, once nothing more does. */
    private static Map<String, Double> effect(Act act, Predicate<Map<String, Double>> complete) throws Exception {
        await().until(MetricsTest::everyoneIsCounted);
        Figures before = Figures.of(site).counted();
        act.act();
        return await().until(() -> withoutBytes(Figures.of(site).counted().since(before)), complete);
    }

    /** The end of a connection is counted a moment after the client sees it. */
    private static boolean everyoneIsCounted() throws Exception {
        Map<String, Double> figures = Figures.of(site).values();
        return sum(figures, "connections_open") == 0
                && sum(figures, "connections_accepted_total")
                        == sum(figures, "connections_closed_total") + sum(figures, "connections_refused_total");
    }

    /** Over the listeners that have streams. */
    private static double sum(Map<String, Double> figures, String name) {
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith("vestibule_" + name + "{")
                        && figure.getKey().contains("listener=\"listen."))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Double> withoutBytes(Map<String, Double> changes) {
        Map<String, Double> rest = new TreeMap<>(changes);
        rest.keySet().removeIf(name -> name.contains("_bytes"));
        return rest;
    }

    private static Predicate<Map<String, Double>> closed(String listener, String cause) {
        return changes ->
                changes.containsKey("vestibule_connections_closed_total{cause=\"" + cause + "\"," + listener + "}");
    }

    @Test
    void countsALoginAndWhatComesOfIt() throws Exception {
        Map<String, Double> changes = effect(
                () -> {
                    try (Wire wire = site.connect("clear")) {
                        String _ = wire.login(ROMEO).unread();
                        wire.say("</stream:stream>");
                        String _ = wire.end();
                    }
                },
                closed(CLEAR, "peer-closed"));

        assertThat(changes)
                .isEqualTo(Map.of(
                        "vestibule_connections_accepted_total{" + CLEAR + "}", 1.0,
                        "vestibule_connections_closed_total{cause=\"peer-closed\"," + CLEAR + "}", 1.0,
                        "vestibule_logins_total{" + CLEAR + ",mechanism=\"PLAIN\",result=\"success\"}", 1.0,
                        "vestibule_received_stanzas_total{" + CLEAR + "}", 1.0,
                        "vestibule_sent_stanzas_total{" + CLEAR + "}", 1.0));
    }

    @Test
    void countsWhoIsThere() throws Exception {
        Figures before = Figures.of(site).counted();
        try (Wire wire = site.connect("clear").open("door.test")) {
            assertThat(wire.arrived()).isEmpty();
            assertThat(withoutBytes(Figures.of(site).counted().since(before)))
                    .isEqualTo(Map.of(
                            "vestibule_connections_accepted_total{" + CLEAR + "}", 1.0,
                            "vestibule_connections_open{" + CLEAR + "}", 1.0));
        }
        await().until(() -> Figures.of(site)
                .counted()
                .since(before)
                .containsKey("vestibule_connections_closed_total{cause=\"connection-lost\"," + CLEAR + "}"));
    }

    @Test
    void countsTheBytesOfAStream() throws Exception {
        Figures before = Figures.of(site);
        String header = Wire.header("door.test");
        try (Wire wire = site.connect("clear").open("door.test")) {
            assertThat(wire.arrived()).isEmpty();
            assertThat(Figures.of(site).since(before))
                    .containsEntry("vestibule_received_bytes_total{" + CLEAR + "}", (double) header.length());
        }
    }

    @Test
    void countsALoginThatFails() throws Exception {
        Map<String, Double> changes = effect(
                () -> {
                    try (Wire wire = site.connect("clear").open("door.test")) {
                        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                                + Wire.base64("\0romeo\0wrong") + "</auth>");
                        wire.hear(Pattern.compile("<failure .*?</failure>"));
                        wire.say("<nonsense/>");
                        String _ = wire.end();
                    }
                },
                closed(CLEAR, "unsupported-stanza-type"));

        assertThat(changes)
                .isEqualTo(Map.of(
                        "vestibule_connections_accepted_total{" + CLEAR + "}", 1.0,
                        "vestibule_connections_closed_total{cause=\"unsupported-stanza-type\"," + CLEAR + "}", 1.0,
                        "vestibule_logins_total{" + CLEAR + ",mechanism=\"PLAIN\",result=\"not-authorized\"}", 1.0));
    }

    @ParameterizedTest
    @CsvSource({"tls_fast, fast_tls, 1, TLSv1.2", "tls_fast, fast_tls, 1, TLSv1.3", "tls_just, just_tls, 2, TLSv1.3"})
    void countsHandshakesByEngineAndVersion(String door, String engine, int index, String version) throws Exception {
        String listener = "listener=\"listen.c2s[" + index + "]\"";
        Map<String, Double> changes = effect(
                () -> {
                    try (Wire wire = site.connect(door)) {
                        wire.secure(version);
                        wire.open("door.test");
                    }
                },
                closed(listener, "connection-lost"));

        assertThat(changes)
                .isEqualTo(Map.of(
                        "vestibule_connections_accepted_total{" + listener + "}", 1.0,
                        "vestibule_connections_closed_total{cause=\"connection-lost\"," + listener + "}", 1.0,
                        "vestibule_tls_handshakes_total{engine=\"" + engine + "\"," + listener + ",version=\"" + version
                                        + "\"}",
                                1.0));
    }

    @Test
    void countsHandshakesThatFail() throws Exception {
        Map<String, Double> changes = effect(
                () -> {
                    try (Wire wire = site.connect("tls_fast")) {
                        wire.say("this is no TLS at all");
                        String _ = wire.end();
                    }
                },
                closed(FAST, "tls-failure"));

        assertThat(changes)
                .isEqualTo(Map.of(
                        "vestibule_connections_accepted_total{" + FAST + "}", 1.0,
                        "vestibule_connections_closed_total{cause=\"tls-failure\"," + FAST + "}", 1.0,
                        "vestibule_tls_handshake_failures_total{cause=\"not-tls\",engine=\"fast_tls\"," + FAST + "}",
                                1.0));
    }

    /** Whatever they call themselves, and whatever they ask for. */
    @Test
    void hasAsManySeriesAfterAThousandClientsAsBefore() throws Exception {
        Set<String> before = series();
        double accepted = accepted();
        for (int i = 0; i < 1_000; i++) {
            try (Wire wire = site.connect("clear").open("door.test")) {
                wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='M" + i + "'>"
                        + Wire.base64("\0user" + i + "\0wrong") + "</auth>");
                wire.hear("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-mechanism/></failure>");
            }
        }
        assertThat(accepted()).isEqualTo(accepted + 1_000);
        assertThat(series()).isEqualTo(before);
    }

    private static double accepted() throws Exception {
        return Figures.of(site).values().getOrDefault("vestibule_connections_accepted_total{" + CLEAR + "}", 0.0);
    }

    private static Set<String> series() throws Exception {
        return Figures.of(site).values().keySet().stream()
                .filter(name -> name.startsWith("vestibule_"))
                .collect(Collectors.toSet());
    }

    @Test
    void saysThatItIsNotReadyWhileItSaysGoodbye() throws Exception {
        Site leaving = Site.open("monitored.toml");
        assertThat(Figures.get(leaving, "/ready").statusCode()).isEqualTo(200);
        // Its goodbye takes until we close.
        Wire wire = leaving.connect("clear").open("door.test");
        Thread end = Thread.ofVirtual().start(leaving::close);

        await().until(() -> Figures.get(leaving, "/ready").statusCode() == 503);
        assertThat(Figures.get(leaving, "/ready").body()).isEqualTo("draining\n");
        assertThat(Figures.get(leaving, "/live").statusCode()).isEqualTo(200);

        wire.close();
        end.join();
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0016\u0003\u0001\u0002\u0000\u0001', 400",
        "'<stream:stream>\n\n', 400",
        "'POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello', 413",
        "'DELETE /metrics HTTP/1.1\r\nHost: a\r\n\r\n', 405",
    })
    void refusesWhatIsNoRequestForAPage(String request, int status) throws Exception {
        assertThat(ask(request + "\r\n\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertThat(ask("GET /" + "a".repeat(100_000))).startsWith("HTTP/1.1 414");
        assertThat(ask("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(20_000))).startsWith("HTTP/1.1 431");
    }

    /** Everything until the end. */
    private static String ask(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(site.house().monitoring().orElseThrow().address());
            socket.setSoTimeout((int) Patience.LONGEST.toMillis());
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
