package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where XMPP is to be had, as browsers look for it (XEP-0156 §3). */
class HostMetaTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.internal]
            [modules.mod_ping]
            [[listen.http]] # clear
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
              [[listen.http.handlers.host_meta]]
                host = "_"
                path = "/.well-known/host-meta"
              [[listen.http.handlers.host_meta]]
                host = "_"
                path = "/named"
                websocket = ["wss://a.test/ws?a=b&c=d"]
                bosh = ["https://a.test/bosh", "https://b.test/bosh"]
            [[listen.http]] # secure
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
              [[listen.http.handlers.host_meta]]
                host = "_"
                path = "/.well-known/host-meta"
            """;

    private final Site site = Site.of(TOML);

    HostMetaTest() throws IOException {}

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void tellsOfItsOwnListenerOverTls() throws IOException {
        try (HttpWire wire = site.http("secure")) {
            HttpWire.Answer xml = wire.ask("GET", "/.well-known/host-meta");
            assertThat(xml.header("content-type")).isEqualTo("application/xrd+xml; charset=utf-8");
            assertThat(xml.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(xml.body())
                    .isEqualTo("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
                            + "<Link rel='urn:xmpp:alt-connections:websocket' href='wss://door.test/ws-xmpp'/></XRD>");
            HttpWire.Answer json = wire.ask("GET", "/.well-known/host-meta.json");
            assertThat(json.header("content-type")).isEqualTo("application/json");
            assertThat(json.body())
                    .isEqualTo("{\"links\":[{\"rel\":\"urn:xmpp:alt-connections:websocket\","
                            + "\"href\":\"wss://door.test/ws-xmpp\"}]}");
        }
    }

    @Test
    void tellsOfNothingInTheClearUnlessTheFileDoes() throws IOException {
        try (HttpWire wire = site.http("clear")) {
            assertThat(wire.ask("GET", "/.well-known/host-meta").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/named").body())
                    .contains(
                            "href='wss://a.test/ws?a=b&amp;c=d'",
                            "<Link rel='urn:xmpp:alt-connections:xbosh' href='https://a.test/bosh'/>",
                            "https://b.test/bosh");
        }
    }
}
