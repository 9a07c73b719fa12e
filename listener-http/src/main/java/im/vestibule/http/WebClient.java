package im.vestibule.http;

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
        String base = Asset.below(route.path());
        // The page knows by its head where it is and what to connect to.
        Map<String, String> words = Map.of(
                "base",
                base,
                "domain",
                domain,
                "websocket",
                link(listener, route, HandlerSpec.WebSockets.class),
                "bosh",
                link(listener, route, HandlerSpec.Bosh.class));
        Place page = new Place(route.host(), route.path(), Asset.page(FOLDER + "index.html", words, POLICY));
        return Stream.concat(Stream.of(page), Asset.files(route.host(), base, FOLDER, FILES, POLICY));
    }

    private static String link(HttpSpec listener, HandlerSpec.Route route, Class<? extends HandlerSpec> type) {
        return listener.path(type, route.host()).orElse("");
    }
}
