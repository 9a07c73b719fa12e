package im.vestibule.http;

import im.vestibule.admin.rest.OpenApi;
import im.vestibule.admin.rest.RestApi;
import im.vestibule.config.HandlerSpec;
import java.util.Map;
import java.util.stream.Stream;

/** An API's description at {@code /api-docs}: for programs by OpenAPI, for people by Swagger UI. They tell nothing that is secret. */
final class ApiDocs {
    private static final String BASE = "/api-docs";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Swagger UI draws by styles of single elements, and has its icons within its own style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** As the build says. */
    private static final String VERSION = "5.34.1";

    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + VERSION + '/';

    /** Files of ours, and of Swagger UI, by the names that they are asked for by. */
    private static final Map<String, String> FILES = Map.of(
            "docs.js", SCRIPT,
            "docs.css", CSS);

    private static final Map<String, String> SWAGGER_FILES = Map.of(
            "swagger-ui.css", CSS,
            "swagger-ui-bundle.js", SCRIPT,
            "favicon-32x32.png", "image/png");

    private ApiDocs() {}

    static Stream<Place> places(HandlerSpec.Route route, RestApi api) {
        String host = route.host();
        Asset page = Asset.page("/docs/index.html", Map.of(), POLICY);
        Asset description = new Asset("application/json", OpenApi.of(api, route.path()), POLICY);
        return Stream.of(
                        Stream.of(
                                new Place(host, BASE, page),
                                new Place(host, BASE + "/index.html", page),
                                new Place(host, BASE + "/swagger.json", description)),
                        Asset.files(host, BASE + '/', "/docs/", FILES, POLICY),
                        Asset.files(host, BASE + '/', SWAGGER, SWAGGER_FILES, POLICY))
                .flatMap(places -> places);
    }
}
