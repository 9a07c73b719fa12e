package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code web_client}: a page to try the server with. Each file of it has a place of its own and is read when the listener is
 * made, so no request can lead to any other.
 */
final class WebClient implements Endpoint {
    private static final String FOLDER = "/web/";

    /** Older browsers do not take WebSockets to be of the page's own origin. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self' ws: wss:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /** By their names under {@link #FOLDER}, which they are asked for by, too. */
    private static final Map<String, String> FILES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "session.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "strophe/strophe.umd.min.js", "text/javascript; charset=utf-8",
            "strophe/LICENSE.txt", "text/plain; charset=utf-8");

    private final String type;
    private final byte[] body;

    /** Weak, as an answer may be sent compressed. */
    private final String tag;

    private WebClient(String type, byte[] body) {
        this.type = type;
        this.body = body;
        tag = "W/\"" + digest(body) + '"';
    }

    /** @param domain that people log in at unless they say another */
    static Stream<Place> places(HandlerSpec.WebClient spec, HttpSpec listener, String domain) {
        HandlerSpec.Route route = spec.route();
        String base = route.path().endsWith("/") ? route.path() : route.path() + '/';
        Place page = new Place(
                route.host(),
                route.path(),
                new WebClient("text/html; charset=utf-8", page(base, route, listener, domain)));
        Stream<Place> files = FILES.entrySet().stream()
                .map(file -> new Place(
                        route.host(), base + file.getKey(), new WebClient(file.getValue(), read(file.getKey()))));
        return Stream.concat(Stream.of(page), files);
    }

    /** The page knows by its head where it is and what to connect to. */
    private static byte[] page(String base, HandlerSpec.Route route, HttpSpec listener, String domain) {
        return new String(read("index.html"), UTF_8)
                .replace("{base}", escape(base))
                .replace("{domain}", escape(domain))
                .replace("{websocket}", escape(link(listener, route, HandlerSpec.WebSockets.class)))
                .replace("{bosh}", escape(link(listener, route, HandlerSpec.Bosh.class)))
                .getBytes(UTF_8);
    }

    private static String link(HttpSpec listener, HandlerSpec.Route route, Class<? extends HandlerSpec> type) {
        return listener.path(type, route.host()).orElse("");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static byte[] read(String file) {
        try (InputStream in = Objects.requireNonNull(WebClient.class.getResourceAsStream(FOLDER + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] body) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(all, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public void on(Exchange exchange) {
        boolean known = names(exchange.request().header(HttpHeaderNames.IF_NONE_MATCH));
        exchange.answer((known ? Response.of(Status.NOT_MODIFIED) : Response.of(Status.OK, type, body))
                .with(HttpHeaderNames.ETAG, tag)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .with(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .with("referrer-policy", "no-referrer"));
    }

    /** Whether the client has this already (RFC 9110 §13.1.2). */
    private boolean names(String condition) {
        return Stream.of(condition.split(",", -1))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals(tag.substring(2)));
    }
}
