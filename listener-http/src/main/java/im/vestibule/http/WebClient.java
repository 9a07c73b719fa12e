package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import java.util.Map;
import java.util.stream.Stream;

/** {@code web_client}: a page to try the server with. */
final class WebClient {
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

    private WebClient() {}

    /** @param domain that people log in at unless they say another */
    static Stream<Place> places(HandlerSpec.WebClient spec, HttpSpec listener, String domain) {
        HandlerSpec.Route route = spec.route();
        String base = route.path().endsWith("/") ? route.path() : route.path() + '/';
        Place page = new Place(
                route.host(),
                route.path(),
                new Asset("text/html; charset=utf-8", page(base, route, listener, domain), POLICY));
        Stream<Place> files = FILES.entrySet().stream()
                .map(file -> new Place(
                        route.host(),
                        base + file.getKey(),
                        new Asset(file.getValue(), Asset.read(FOLDER + file.getKey()), POLICY)));
        return Stream.concat(Stream.of(page), files);
    }

    /** The page knows by its head where it is and what to connect to. */
    private static byte[] page(String base, HandlerSpec.Route route, HttpSpec listener, String domain) {
        return new String(Asset.read(FOLDER + "index.html"), UTF_8)
                .replace("{base}", Asset.escape(base))
                .replace("{domain}", Asset.escape(domain))
                .replace("{websocket}", Asset.escape(link(listener, route, HandlerSpec.WebSockets.class)))
                .replace("{bosh}", Asset.escape(link(listener, route, HandlerSpec.Bosh.class)))
                .getBytes(UTF_8);
    }

    private static String link(HttpSpec listener, HandlerSpec.Route route, Class<? extends HandlerSpec> type) {
        return listener.path(type, route.host()).orElse("");
    }
}
