package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page to try the server with. */
class WebClientTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.internal]
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "other.test"
                path = "/elsewhere"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws\\"&<xmpp"
              [[listen.http.handlers.web_client]]
                host = "_"
                path = "/"
              [[listen.http.handlers.web_client]]
                host = "_"
                path = "/try"
            """;

    private final Site site = Site.of(TOML);

    WebClientTest() throws IOException {}

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/page.css, text/css; charset=utf-8",
        "/page.js, text/javascript; charset=utf-8",
        "/session.js, text/javascript; charset=utf-8",
        "/icon.svg, image/svg+xml",
        "/strophe/strophe.umd.min.js, text/javascript; charset=utf-8",
        "/strophe/LICENSE.txt, text/plain; charset=utf-8",
        "/try, text/html; charset=utf-8",
        "/try/, text/html; charset=utf-8",
        "/try/page.js, text/javascript; charset=utf-8",
    })
    void servesItsFilesWithTheirTypes(String path, String type) throws IOException {
        try (HttpWire wire = site.http("web")) {
            HttpWire.Answer answer = wire.ask("GET", path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo(type);
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("cache-control")).isEqualTo("no-cache");
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self' ws: wss:")
                    .doesNotContain("unsafe");
            HttpWire.Answer head = wire.ask("HEAD", path);
            assertThat(head.header("etag")).isEqualTo(answer.header("etag"));
            assertThat(head.header("content-length")).isEqualTo(answer.header("content-length"));
        }
    }

    @Test
    void tellsThePageWhereItIsAndWhatToConnectTo() throws IOException {
        try (HttpWire wire = site.http("web")) {
            assertThat(wire.ask("GET", "/try").body())
                    .contains(
                            "<base href=\"/try/\">",
                            "<meta name=\"xmpp-domain\" content=\"door.test\">",
                            "<meta name=\"xmpp-websocket\" content=\"/ws&quot;&amp;&lt;xmpp\">",
                            "<meta name=\"xmpp-bosh\" content=\"\">")
                    .doesNotContain("{base}", "<style", "style=", "onclick", "<script>");
            assertThat(wire.ask("GET", "/").body()).contains("<base href=\"/\">");
        }
    }

    @Test
    void sendsNothingTwiceToWhoKeepsIt() throws IOException {
        try (HttpWire wire = site.http("web")) {
            String tag = wire.ask("GET", "/page.js").header("etag");
            assertThat(tag).matches("W/\"[0-9a-f]{8}-\\d+\"");
            for (String known : new String[] {tag, "\"other\", " + tag, "*"}) {
                HttpWire.Answer answer = wire.ask("GET", "/page.js", "If-None-Match: " + known);
                assertThat(answer.status()).isEqualTo(304);
                assertThat(answer.header("etag")).isEqualTo(tag);
                assertThat(answer.body()).isEmpty();
            }
            assertThat(wire.ask("GET", "/page.css", "If-None-Match: " + tag).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void isOnlyRead(String method) throws IOException {
        try (HttpWire wire = site.http("web")) {
            HttpWire.Answer answer = wire.ask(method, "/", "Content-Length: 0");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    /** Row H04 of the hostile inputs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/strophe",
                "/strophe/",
                "/strophe/../page.js",
                "/strophe/..%2fpage.js",
                "/%2e%2e/default.toml",
                "/..%2fdefault.toml",
                "/%u002e%u002e/page.js",
                "//page.js",
                "/\\..\\page.js",
                "/page.js%00",
                "/web/page.js",
                "/im/vestibule/http/WebClient.class",
                "/logback.xml",
            })
    void h04LeadsToNoOtherFile(String path) throws IOException {
        try (HttpWire wire = site.http("web")) {
            assertThat(wire.ask("GET", path).status()).isEqualTo(404);
        }
    }
}
