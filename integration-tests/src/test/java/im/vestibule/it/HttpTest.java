package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an HTTP listener does before any endpoint has a say. */
class HttpTest {
    private static final String TOML = Toml.HOST + """
              http_server_name = "Doorkeeper"
              event_loops = 2
            [modules.mod_ping]
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              trusted_proxies = ["127.0.0.1"]
              transport.max_connections = 2
              [[listen.http.handlers.mod_websockets]]
                host = "named.test"
                path = "/here"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
              [[listen.http.handlers.mod_bosh]]
                host = "[www.]chat.test"
                path = "/rooms[/:id]"
              [[listen.http.handlers.mod_websockets]]
                host = "[...]chat.test"
                path = "/[...]"
              [[listen.http.handlers.mod_bosh]]
                host = ":user.example.test"
                path = "/:user"
            [[listen.http]] # fleeting
              port = 0
              ip_address = "127.0.0.1"
              protocol.keepalive_timeout = 300
            [[listen.http]] # proxied
              port = 0
              ip_address = "127.0.0.1"
              proxy_protocol = true
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            [[listen.http]] # packing
              port = 0
              ip_address = "127.0.0.1"
              protocol.compress = true
              [[listen.http.handlers.host_meta]]
                host = "_"
                path = "/much"
                websocket = ["wss://door.test/LONG"]
              [[listen.http.handlers.host_meta]]
                host = "_"
                path = "/little"
                websocket = ["wss://door.test/ws"]
            [[listen.http]] # web_tls
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            """;

    private final Site site = Site.of(TOML.replace("LONG", "long/".repeat(400)));

    HttpTest() throws IOException {}

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "door.test, /ws-xmpp, 426",
        "door.test:5280, /ws-xmpp/, 426",
        "DOOR.test, /ws-xmpp?a=b, 426",
        "door.test, http://door.test/ws-xmpp, 426",
        "door.test, /here, 404",
        "named.test, /here, 426",
        "named.test, /ws-xmpp, 426",
        "named.test, /WS-xmpp, 404",
        "door.test, /%77s-xmpp, 426",
        "door.test, /, 404",
        "door.test, /http-bind, 200",
        "www.Chat.test, /rooms/1, 200",
        "chat.test:5280, /rooms, 200",
        "chat.test, /ws-xmpp, 426",
        "chat.test, /anything, 404",
        "a.b.chat.test, /rooms/1, 426",
        "notchat.test, /rooms/1, 404",
        "alice.example.test, /alice, 200",
        "alice.example.test, /bob, 404",
    })
    void findsAnEndpointByHostAndPath(String host, String path, int status) throws IOException {
        try (HttpWire wire = site.http("web")) {
            wire.say("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(wire.hear().status()).isEqualTo(status);
        }
    }

    @Test
    void answersSeveralRequestsInTurnAndKeepsTheConnection() throws IOException {
        try (HttpWire wire = site.http("web")) {
            wire.say(Stream.of("GET /one", "HEAD /ws-xmpp", "OPTIONS /ws-xmpp", "OPTIONS *")
                    .map(line -> line + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .collect(Collectors.joining()));
            assertThat(wire.hear().status()).isEqualTo(404);
            assertThat(wire.hearHead().status()).isEqualTo(426);
            HttpWire.Answer options = wire.hear();
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(wire.hear().status()).isEqualTo(204);
            assertThat(wire.ask("POST", "/ws-xmpp", "Content-Length: 0").header("allow"))
                    .isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void namesItselfAsTheFileSays() throws IOException {
        try (HttpWire wire = site.http("web")) {
            HttpWire.Answer answer = wire.ask("GET", "/");
            assertThat(answer.header("server")).isEqualTo("Doorkeeper");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.body()).isEqualTo("not found\n");
        }
    }

    @Test
    void closesOnWhoeverAsksNothingMoreForTheKeepaliveTimeout() throws IOException {
        try (HttpWire wire = site.http("fleeting")) {
            assertThat(wire.ask("GET", "/").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/").status()).isEqualTo(404);
            assertThat(wire.isOver()).isTrue();
        }
    }

    /** More connections wait until there is room, as for c2s. */
    @Test
    @SuppressWarnings("try") // One of them leaves before the end.
    void maxConnectionsMakesNewcomersWait() throws IOException {
        try (HttpWire one = site.http("web");
                HttpWire other = site.http("web")) {
            assertThat(one.ask("GET", "/").status()).isEqualTo(404);
            assertThat(other.ask("GET", "/").status()).isEqualTo(404);
            try (HttpWire third = site.http("web")) {
                third.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                Listener web = site.house().listeners().all().getFirst();
                Patience.await().until(() -> web.state() == Listener.State.SUSPENDED);
                assertThat(web.connections()).isEqualTo(2);
                one.socket().close();
                assertThat(third.hear().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void hearsFromThePROXYHeaderWhereTheClientIs() throws IOException {
        Jid alice = Jid.of("alice@door.test/web");
        site.renew(alice.bare());
        HttpWire wire = site.http("proxied");
        wire.say("PROXY TCP4 192.0.2.7 127.0.0.1 4711 5280\r\n");
        try (SocketWire socket = new SocketWire(wire)) {
            socket.login(alice);
            assertThat(site.house().sessions().all())
                    .extracting(Session::address)
                    .containsExactly(new InetSocketAddress("192.0.2.7", 4711));
        }
    }

    @Test
    void compressesWhereTheClientCan() throws Exception {
        try (HttpWire wire = site.http("packing")) {
            HttpWire.Answer plain = wire.ask("GET", "/much");
            assertThat(plain.header("content-encoding")).isEmpty();
            assertThat(plain.body()).contains("long/long/");
            assertThat(wire.ask("GET", "/little", "Accept-Encoding: gzip").header("content-encoding"))
                    .isEmpty();
            assertThat(wire.ask("GET", "/much", "Accept-Encoding: br, gzip;q=0").header("content-encoding"))
                    .isEmpty();
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(
                    "http://localhost:" + site.door("packing").address().getPort() + "/much");
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .header("accept-encoding", "deflate, gzip")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
            assertThat(answer.headers().firstValue("vary")).hasValue("accept-encoding");
            assertThat(new String(new GZIPInputStream(answer.body()).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("long/long/");
        }
    }

    /** In the clear by prior knowledge, and behind TLS by ALPN. */
    @ParameterizedTest
    @CsvSource({"web_tls, HTTP_2, HTTP_2", "web_tls, HTTP_1_1, HTTP_1_1", "web, HTTP_1_1, HTTP_1_1"})
    void speaksBothVersions(String door, HttpClient.Version wanted, HttpClient.Version spoken) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Tls.context())
                .version(wanted)
                .build()) {
            InetSocketAddress address = site.door(door).address();
            String scheme = door.equals("web") ? "http" : "https";
            for (String path : List.of("/ws-xmpp", "/nowhere", "/ws-xmpp")) {
                URI uri = URI.create(scheme + "://localhost:" + address.getPort() + path);
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(spoken);
                assertThat(answer.statusCode()).isEqualTo(path.equals("/nowhere") ? 404 : 426);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X-Forwarded-For: 192.0.2.7, 203.0.113.9; 203.0.113.9",
                "X-Forwarded-For: 192.0.2.7, 127.0.0.1; 192.0.2.7",
                "X-Forwarded-For: unknown; 127.0.0.1",
                "Forwarded: for=\"[2001:db8::7]:4711\", for=127.0.0.1; 2001:db8:0:0:0:0:0:7",
                "Accept: text/html; 127.0.0.1",
            })
    void believesATrustedProxyAboutTheClient(String header, String address) throws IOException {
        Jid alice = Jid.of("alice@door.test/web");
        site.renew(alice.bare());
        try (SocketWire wire = site.socket("web", header)) {
            wire.login(alice);
            assertThat(site.house().sessions().all())
                    .extracting(session ->
                            ((InetSocketAddress) session.address()).getAddress().getHostAddress())
                    .containsExactly(address);
        }
    }
}
