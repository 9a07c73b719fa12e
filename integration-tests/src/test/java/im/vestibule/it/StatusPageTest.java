package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's page and its figures, over bare sockets. */
class StatusPageTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth.internal]
            [[listen.http]] # guarded
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = 3
              [[listen.http.handlers.status]]
                host = "_"
                path = "/status"
                username = "admin"
                password = "pass:wörd"
            [[listen.http]] # near
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.status]]
                host = "_"
                path = "/"
            """;

    private static final String NARROW = """
            [[listen.c2s]] # stream
              port = 0
              ip_address = "127.0.0.1"
              limits.connections_per_address = 1
              tls = {certfile = "door.pem", mode = "tls"}
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              limits.connections_per_address = 1
              tls.certfile = "door.pem"
              [[listen.http.handlers.status]]
                host = "_"
                path = "/"
            """;

    private static final String RIGHT = authorization("admin:pass:wörd");

    private final Site site = Site.of(TOML);

    StatusPageTest() throws IOException {}

    @AfterEach
    void close() {
        site.close();
    }

    private static String authorization(String pair) {
        return "Authorization: Basic " + Wire.base64(pair);
    }

    private HttpWire.Answer ask(String door, String path, String... headers) throws IOException {
        try (HttpWire wire = site.http(door)) {
            return wire.ask("GET", path, headers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/status/now", "/status/events"})
    void wantsNameAndPassword(String path) throws IOException {
        HttpWire.Answer stranger = ask("guarded", path);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("www-authenticate")).startsWith("Basic realm=");
        assertThat(stranger.body()).isEqualTo("unauthorized\n");
        assertThat(ask("guarded", path, authorization("admin:pass")).status()).isEqualTo(401);
        assertThat(ask("guarded", path, authorization("root:pass:wörd")).status())
                .isEqualTo(401);
        assertThat(ask("guarded", path, "Authorization: Basic ???").status()).isEqualTo(400);
        try (HttpWire wire = site.http("guarded")) {
            wire.say("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + RIGHT + "\r\n\r\n");
            assertThat(line(wire)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static String line(HttpWire wire) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = wire.socket().getInputStream().read();
                next >= 0 && next != '\n';
                next = wire.socket().getInputStream().read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Test
    void makesGuessersWait() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("guarded", "/status/now", authorization("admin:guess"))
                            .status())
                    .isEqualTo(401);
        }
        long start = System.nanoTime();
        assertThat(ask("guarded", "/status/now", RIGHT).status()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(900_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "/status, text/html; charset=utf-8",
        "/status/, text/html; charset=utf-8",
        "/status/status.css, text/css; charset=utf-8",
        "/status/status.js, text/javascript; charset=utf-8",
        "/status/plot.js, text/javascript; charset=utf-8",
        "/status/words.js, text/javascript; charset=utf-8",
        "/status/icon.svg, image/svg+xml",
    })
    void servesItsFilesWithTheirTypes(String path, String type) throws IOException {
        HttpWire.Answer answer = ask("guarded", path, RIGHT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "ws:");
        assertThat(answer.body()).doesNotContain("{base}", "<style", "style=", "onclick", "<script>");
        assertThat(ask("guarded", path, RIGHT, "If-None-Match: " + answer.header("etag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void tellsItsFiguresAsJson() throws IOException {
        HttpWire.Answer answer = ask("guarded", "/status/now", RIGHT);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        JsonNode view = JsonMapper.shared().readTree(answer.body());
        assertThat(view.at("/listeners/0/key").asString()).isEqualTo("listen.http[0]");
        assertThat(view.at("/listeners/0/state").asString()).isEqualTo("OPEN");
        assertThat(view.at("/listeners/0/handlers/0").asString()).isEqualTo("status _/status");
        assertThat(view.at("/listeners/0/most").asLong()).isEqualTo(1024);
        assertThat(view.at("/server/troubles").toString()).isEqualTo("[]");
        assertThat(view.at("/store/most").asLong()).isEqualTo(4096);
    }

    @Test
    void countsWhomItTurnsAwayAndNotAsAHandshakeThatFails() throws IOException {
        try (Site narrow = Site.of(TOML + NARROW)) {
            turnAwayASecond(narrow, "stream", Wire.header("door.test"));
            turnAwayASecond(narrow, "web", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Patience.await().until(() -> narrow.connections() == 0);
            Patience.await()
                    .untilAsserted(() -> assertThat(counts(narrow)).contains("REFUSED connections-per-address 2"));
            assertThat(counts(narrow)).noneMatch(count -> count.startsWith("HANDSHAKE"));
        }
    }

    /** Once the first has an answer, its handshake is over at both ends. */
    private static void turnAwayASecond(Site site, String door, String words) throws IOException {
        try (Wire first = site.connect(door)) {
            first.secure();
            first.say(words);
            first.hear(Pattern.compile("(?s).+"));
            try (Wire second = site.connect(door)) {
                assertThat(second.end()).isEmpty();
            }
        }
    }

    /** What has been counted by the last look, in words. */
    private static List<String> counts(Site site) throws IOException {
        try (HttpWire wire = site.http("guarded")) {
            return JsonMapper.shared()
                    .readTree(wire.ask("GET", "/status/now", RIGHT).body())
                    .at("/counts")
                    .valueStream()
                    .map(count -> count.at("/what").asString() + " "
                            + count.at("/cause").asString() + " "
                            + count.at("/total").asString())
                    .toList();
        }
    }

    @Test
    void seesThatTheStoreAnswers() {
        Patience.await().untilAsserted(() -> {
            JsonNode store = JsonMapper.shared()
                    .readTree(ask("guarded", "/status/now", RIGHT).body())
                    .at("/store");
            assertThat(store.at("/millis").asDouble()).isPositive();
            assertThat(store.at("/trouble").isNull()).isTrue();
        });
    }

    @Test
    void answersNoPagesOfOtherSites() throws IOException {
        for (String foreign : new String[] {"Sec-Fetch-Site: cross-site", "Origin: https://elsewhere.test"}) {
            assertThat(ask("guarded", "/status/now", RIGHT, foreign).status()).isEqualTo(403);
            assertThat(ask("guarded", "/status/events", RIGHT, foreign).status())
                    .isEqualTo(403);
        }
        assertThat(ask("guarded", "/status", RIGHT, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:5551, '', 200",
        "127.0.0.1, '', 200",
        "[::1]:80, '', 200",
        "door.test, '', 403",
        "localhost.elsewhere.test, '', 403",
        "127.0.0.1.elsewhere.test, '', 403",
        "localhost, 'X-Forwarded-For: 192.0.2.7\r\n', 403",
        "localhost, 'Forwarded: for=192.0.2.7\r\n', 403",
    })
    void isWithoutAPasswordForThisMachineOnly(String host, String header, int status) throws IOException {
        try (HttpWire wire = site.http("near")) {
            wire.say("GET /now HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n");
            assertThat(wire.hear().status()).isEqualTo(status);
        }
    }

    @Test
    void tellsByEventsHowItGoesOn() throws IOException {
        try (HttpWire wire = site.http("guarded")) {
            wire.say("GET /status/events HTTP/1.1\r\nHost: a\r\n" + RIGHT + "\r\n\r\n");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(wire.socket().getInputStream(), StandardCharsets.UTF_8));
            JsonNode first = event(in);
            assertThat(first.at("/listeners/0/streams").asLong()).isBetween(0L, 1L);
            JsonNode next = event(in);
            assertThat(next.at("/time").asLong())
                    .isGreaterThan(first.at("/time").asLong());
            assertThat(next.at("/points")).hasSize(1);
            assertThat(next.at("/listeners/0/streams").asLong()).isEqualTo(1);
        }
        awaitStreams(0);
    }

    private static JsonNode event(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("data: ")) {
                return JsonMapper.shared().readTree(line.substring("data: ".length()));
            }
        }
        throw new AssertionError("the end");
    }

    private void awaitStreams(long number) {
        Patience.await()
                .untilAsserted(() -> assertThat(JsonMapper.shared()
                                .readTree(ask("guarded", "/status/now", RIGHT).body())
                                .at("/listeners/0/streams")
                                .asLong())
                        .isEqualTo(number));
    }

    @Test
    void tellsByEventsOverHttp2Too() throws IOException {
        try (Http2Wire wire = new Http2Wire(site.http("guarded"))) {
            wire.say(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 1, request("/status/events"));
            assertThat(until(wire, "data: {")).contains(":\n\n");
            awaitStreams(1);
            wire.say(Http2Wire.RESET, 0, 1, new byte[] {0, 0, 0, 8});
            awaitStreams(0);
        }
    }

    private static byte[] request(String path) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(Http2Wire.header(":method", "GET"));
        head.writeBytes(Http2Wire.header(":scheme", "http"));
        head.writeBytes(Http2Wire.header(":path", path));
        head.writeBytes(Http2Wire.header(":authority", "door.test"));
        head.writeBytes(Http2Wire.header("authorization", RIGHT.substring("Authorization: ".length())));
        return head.toByteArray();
    }

    /** What comes on a stream until it contains this. */
    private static String until(Http2Wire wire, String wanted) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(wanted) < 0) {
            Http2Wire.Frame frame = wire.hear();
            assertThat(frame.type()).isNotEqualTo(Http2Wire.RESET);
            if (frame.type() == Http2Wire.DATA) {
                heard.append(frame.payload());
            }
        }
        return heard.toString();
    }

    @Test
    void endsEventsProperlyWhenTheHouseIsEmptied() throws Exception {
        try (HttpWire one = site.http("guarded");
                Http2Wire two = new Http2Wire(site.http("guarded"))) {
            one.say("GET /status/events HTTP/1.1\r\nHost: a\r\n" + RIGHT + "\r\n\r\n");
            two.say(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 1, request("/status/events"));
            until(two, "data: {");
            awaitStreams(2);
            site.house().drain();
            String rest = new String(one.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).contains("data: {").endsWith("\r\n0\r\n\r\n");
            Http2Wire.Frame frame = two.hear();
            while (frame.type() != Http2Wire.DATA || (frame.flags() & Http2Wire.END_STREAM) == 0) {
                frame = two.hear();
            }
            assertThat(frame.stream()).isEqualTo(1);
        }
    }
}
