package im.vestibule.server.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import im.vestibule.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ClientTest {
    private static final ObjectNode VARIABLES =
            JsonNodeFactory.instance.objectNode().put("user", "a&b@c");

    private final HttpServer server = server();
    private final List<String> asked = new ArrayList<>();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/ask", exchange -> {
            note(exchange);
            answer(exchange, 200, "application/json", "{\"data\": {\"a\": 1}}");
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("location", "/ask");
            answer(exchange, 302, "text/html", "<html>");
        });
        server.createContext("/live/sse", exchange -> {
            note(exchange);
            answer(exchange, 200, "text/event-stream", "id: 1\ndata: {\"data\": 1}\n\nid: 2\ndata: {\"data\": 2}\n\n");
        });
        server.createContext("/denied/sse", exchange -> answer(exchange, 401, "application/json", "{\"errors\": []}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void note(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
        asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
        }
    }

    private Client client(String path, Optional<Login> login) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return Client.of(new Target(url, Optional.empty(), new Trust.Usual(), login));
    }

    private Client client(String path) throws IOException {
        return client(path, Optional.empty());
    }

    @Test
    void asksAsTheTargetSays() throws Exception {
        Login login = new Login("admin", new Secret("secret"));
        try (Client client = client("/ask", Optional.of(login))) {
            Client.Heard heard = client.ask("query {a}", VARIABLES);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.answer().orElseThrow().whole()).hasToString("{\"data\":{\"a\":1}}");
        }
        assertThat(asked)
                .containsExactly(
                        "POST /ask", login.basic(), "{\"query\":\"query {a}\",\"variables\":{\"user\":\"a&b@c\"}}");
    }

    @Test
    void goesWhereItIsSentOnlyByWhoeverTypesTheCommand() throws Exception {
        try (Client client = client("/moved")) {
            assertThat(client.ask("query {a}", VARIABLES)).isEqualTo(new Client.Heard(302, Optional.empty()));
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void hearsEventsUntilTheyEnd() throws Exception {
        List<String> heard = new ArrayList<>();
        try (Client client = client("/live")) {
            Client.Heard end = client.listen(
                    "subscription {a}",
                    VARIABLES,
                    event -> heard.add(event.whole().toString()));
            assertThat(end).isEqualTo(new Client.Heard(200, Optional.empty()));
        }
        assertThat(heard).containsExactly("{\"data\":1}", "{\"data\":2}");
        assertThat(asked.getFirst())
                .isEqualTo("GET /live/sse?query=subscription+%7Ba%7D&variables=%7B%22user%22%3A%22a%26b%40c%22%7D");
    }

    @Test
    void hearsNoMoreEventsThanAreWanted() throws Exception {
        List<String> heard = new ArrayList<>();
        try (Client client = client("/live")) {
            client.listen("subscription {a}", VARIABLES, event -> {
                heard.add(event.whole().toString());
                return false;
            });
        }
        assertThat(heard).containsExactly("{\"data\":1}");
    }

    @Test
    void hearsWhyThereAreNoEvents() throws Exception {
        try (Client client = client("/denied")) {
            Client.Heard heard = client.listen("subscription {a}", VARIABLES, _ -> true);
            assertThat(heard.status()).isEqualTo(401);
            assertThat(heard.answer()).isPresent();
        }
    }

    @Test
    void saysInPlainWordsThatNobodyIsThere() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Target nobody = new Target(
                URI.create("http://127.0.0.1:" + port + "/"), Optional.empty(), new Trust.Usual(), Optional.empty());
        try (Client client = Client.of(nobody)) {
            IOException fault = catchThrowableOfType(IOException.class, () -> client.ask("query {a}", VARIABLES));
            assertThat(Faults.words(fault)).isEqualTo("nobody listens there; is the server running?");
        }
    }
}
