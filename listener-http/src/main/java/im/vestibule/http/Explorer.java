package im.vestibule.http;

import im.vestibule.config.HandlerSpec;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Map;
import java.util.stream.Stream;

/** A page to ask by GraphQL: GraphiQL, which its makers publish, and a form to log in. All of it is served from here. */
final class Explorer {
    private static final String FOLDER = "/explorer/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** GraphiQL's editor has styles in its elements, and fonts and pictures in its style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Map<String, String> FILES = Map.of(
            "explorer.css", STYLE,
            "explorer.js", SCRIPT,
            "graphiql.min.css", STYLE,
            "graphiql.min.js", SCRIPT,
            "graphiql.LICENSE", TEXT,
            "react.production.min.js", SCRIPT,
            "react.LICENSE", TEXT,
            "react-dom.production.min.js", SCRIPT,
            "react-dom.LICENSE", TEXT);

    private Explorer() {}

    /** Whether a browser asks, to show what it gets. */
    static boolean isWanted(Request request) {
        return request.header(HttpHeaderNames.ACCEPT).contains("text/html");
    }

    /** @param path of the endpoint */
    static Asset page(String path) {
        return Asset.page(FOLDER + "index.html", Map.of("endpoint", path, "below", Asset.below(path)), POLICY);
    }

    /** What the page is made of. */
    static Stream<Place> files(HandlerSpec.Route route) {
        return Asset.files(route.host(), Asset.below(route.path()) + "explorer/", FOLDER, FILES, POLICY);
    }
}
