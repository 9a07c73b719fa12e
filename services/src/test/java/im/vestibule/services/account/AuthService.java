package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A web service that keeps accounts, as MongooseIM's manual asks for it; it can be told to answer otherwise. */
final class AuthService implements AutoCloseable {
    static final String PREFIX = "/auth/";

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> certificates = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile HttpHandler handler = this::serve;

    /** What is to be said. */
    record Reply(int status, String body) {}

    private AuthService(InetSocketAddress address) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(PREFIX, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    static AuthService open() {
        return new AuthService(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(HttpHandler other) {
        handler = other;
    }

    void answer(int status, String body) {
        answer(exchange -> send(exchange, new Reply(status, body)));
    }

    /** What it keeps for {@code user@server}. */
    String kept(String account) {
        return Objects.requireNonNull(passwords.get(account), account);
    }

    void keep(String account, String password) {
        passwords.put(account, password);
    }

    void certify(String account, String pem) {
        certificates.put(account, pem);
    }

    static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestURI().getPath().substring(PREFIX.length());
        boolean posted = exchange.getRequestMethod().equals("POST");
        String form = posted
                ? new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                : exchange.getRequestURI().getRawQuery();
        Map<String, String> fields = Stream.of(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
        String account = fields.get("user") + "@" + fields.get("server");
        send(exchange, posted ? change(operation, account, fields) : look(operation, account, fields));
    }

    private Reply look(String operation, String account, Map<String, String> fields) {
        return switch (operation) {
            case "check_password" ->
                new Reply(200, Boolean.toString(Objects.equals(fields.get("pass"), passwords.get(account))));
            case "get_password" -> value(passwords.get(account));
            case "get_certs" -> value(certificates.get(account));
            case "user_exists" -> new Reply(200, Boolean.toString(passwords.containsKey(account)));
            default -> new Reply(500, "");
        };
    }

    private static Reply value(@Nullable String value) {
        return value == null ? new Reply(404, "") : new Reply(200, value);
    }

    private Reply change(String operation, String account, Map<String, String> fields) {
        String password = Objects.requireNonNull(fields.get("pass"));
        return switch (operation) {
            case "register" ->
                passwords.putIfAbsent(account, password) == null ? new Reply(201, "") : new Reply(409, "");
            case "set_password" ->
                passwords.replace(account, password) == null ? new Reply(404, "") : new Reply(204, "");
            case "remove_user" -> passwords.remove(account) == null ? new Reply(404, "") : new Reply(204, "");
            default -> new Reply(500, "");
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
