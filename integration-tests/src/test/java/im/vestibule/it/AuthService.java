package im.vestibule.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A web service that keeps accounts for the method {@code http}. It can be stopped, and started again where it was. */
final class AuthService implements AutoCloseable {
    /** What it wants to see of whoever asks. */
    static final String BASIC_AUTH = "door:r0m30";

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> certificates = new ConcurrentHashMap<>();
    private final boolean secure;
    private HttpServer server;

    private AuthService(boolean secure) throws Exception {
        this.secure = secure;
        server = started(0);
    }

    static AuthService open(boolean secure) throws Exception {
        return new AuthService(secure);
    }

    private HttpServer started(int port) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer fresh = secure ? secured(HttpsServer.create(address, 0)) : HttpServer.create(address, 0);
        fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        fresh.createContext("/auth/", exchange -> {
            try (exchange) {
                serve(exchange);
            }
        });
        fresh.start();
        return fresh;
    }

    /** With a certificate of the tests' authority for the address. */
    private static HttpsServer secured(HttpsServer server) throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=service")
                .ecp256()
                .addSanIpAddress("127.0.0.1")
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(30)))
                .buildIssuedBy(Badge.AUTHORITY);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    String url() {
        return (secure ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    void restart() throws Exception {
        server = started(server.getAddress().getPort());
    }

    void certify(String account, String pem) {
        certificates.put(account, pem);
    }

    /** What it keeps for {@code user@server}. */
    String kept(String account) {
        return Objects.requireNonNull(passwords.get(account), account);
    }

    private record Reply(int status, String body) {}

    private void serve(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestURI().getPath().substring("/auth/".length());
        boolean posted = exchange.getRequestMethod().equals("POST");
        String form = posted
                ? new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                : exchange.getRequestURI().getRawQuery();
        Map<String, String> fields = Stream.of(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
        String account = fields.get("user") + "@" + fields.get("server");
        String password = Objects.requireNonNull(fields.get("pass"));
        Reply reply = isKnown(exchange) ? reply(operation, posted, account, password) : new Reply(403, "");
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static boolean isKnown(HttpExchange exchange) {
        String wanted = "Basic " + Base64.getEncoder().encodeToString(BASIC_AUTH.getBytes(UTF_8));
        return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private Reply reply(String operation, boolean posted, String account, String password) {
        return switch (operation + (posted ? " posted" : "")) {
            case "check_password" -> new Reply(200, Boolean.toString(password.equals(passwords.get(account))));
            case "get_password" -> value(passwords.get(account));
            case "get_certs" -> value(certificates.get(account));
            case "user_exists" -> new Reply(200, Boolean.toString(passwords.containsKey(account)));
            case "register posted" -> new Reply(passwords.putIfAbsent(account, password) == null ? 201 : 409, "");
            case "set_password posted" -> new Reply(passwords.replace(account, password) == null ? 404 : 204, "");
            case "remove_user posted" -> new Reply(passwords.remove(account) == null ? 404 : 204, "");
            default -> new Reply(500, "");
        };
    }

    private static Reply value(@Nullable String value) {
        return value == null ? new Reply(404, "") : new Reply(200, value);
    }

    @Override
    public void close() {
        stop();
    }
}
