package im.vestibule.admin.rest;

import im.vestibule.admin.rest.Parameter.In;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes an API to programs (OpenAPI 3.1), from its routes and nothing else. */
public final class OpenApi {
    private static final String VERSION = "3.1.0";

    /** Which calls need a password: all of them. */
    private static final Map<String, Object> BASIC = Map.of("basic", List.of());

    private OpenApi() {}

    /**
     * The description as JSON.
     *
     * @param path where the API is, such as {@code /api}
     */
    public static byte[] of(RestApi api, String path) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Group group : api.groups()) {
            for (Route route : group.routes()) {
                String at = route.template().described();
                Map<String, Object> calls = new LinkedHashMap<>(at(paths, at));
                calls.put(route.method().name().toLowerCase(Locale.ROOT), operation(group, route));
                paths.put(at, calls);
            }
        }
        return Json.write(Json.of(
                "openapi", VERSION,
                "info", Json.of("title", api.title(), "version", "1"),
                "servers", List.of(Json.of("url", path.isEmpty() ? "/" : path)),
                "security", List.of(BASIC),
                "tags",
                        api.groups().stream()
                                .map(group -> Json.of("name", group.name()))
                                .toList(),
                "paths", paths,
                "components",
                        Json.of("securitySchemes", Json.of("basic", Json.of("type", "http", "scheme", "basic")))));
    }

    private static Map<String, Object> at(Map<String, Object> paths, String path) {
        Map<String, Object> calls = new LinkedHashMap<>();
        if (paths.get(path) instanceof Map<?, ?> before) {
            before.forEach((method, operation) -> calls.put(String.valueOf(method), operation));
        }
        return calls;
    }

    private static Map<String, Object> operation(Group group, Route route) {
        Map<String, Object> operation = Json.of(
                "operationId", id(route),
                "summary", route.summary(),
                "tags", List.of(group.name()),
                "parameters",
                        route.parameters().stream()
                                .filter(parameter -> !parameter.isIn(In.BODY))
                                .map(OpenApi::parameter)
                                .toList());
        if (route.readsBody()) {
            operation.put("requestBody", body(route));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    /** One word for each call, as generators of clients want it. */
    private static String id(Route route) {
        return (route.method() + route.template().described())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("_$", "");
    }

    private static Map<String, Object> parameter(Parameter<?> parameter) {
        return Json.of(
                "name", parameter.name(),
                "in", parameter.in().name().toLowerCase(Locale.ROOT),
                "required", parameter.isMandatory(),
                "schema", parameter.kind().schema());
    }

    private static Map<String, Object> body(Route route) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        route.parameters(In.BODY).forEach(parameter -> {
            properties.put(parameter.name(), parameter.kind().schema());
            if (parameter.isMandatory()) {
                required.add(parameter.name());
            }
        });
        Map<String, Object> schema = Json.of(
                "type", "object", "required", required, "properties", properties, "additionalProperties", false);
        return Json.of("required", true, "content", content(Reply.JSON, schema));
    }

    private static Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new LinkedHashMap<>();
        for (Status status : route.statuses()) {
            Map<String, Object> response = Json.of("description", status.meaning());
            if (!status.isGood() && status != Status.UNAUTHORIZED) {
                response.put("content", content(Reply.JSON, Schemas.TEXT));
            } else if (status == Status.CREATED) {
                response.put("content", content("text/plain", Schemas.TEXT));
                response.put("headers", Json.of("location", Json.of("schema", Schemas.TEXT)));
            } else if (status == Status.OK) {
                response.put("content", content(route.type(), route.schema()));
            }
            responses.put(Integer.toString(status.code()), response);
        }
        return responses;
    }

    private static Map<String, Object> content(String type, Map<String, Object> schema) {
        return Json.of(type, Json.of("schema", schema));
    }
}
