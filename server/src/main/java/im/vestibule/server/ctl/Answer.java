package im.vestibule.server.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server says to an operation.
 *
 * @param whole {@code data} and {@code errors} as the server has them, under the fields' own names
 */
record Answer(ObjectNode whole) {
    /** Codes of a server whose schema is not the one that commands are made of. */
    private static final Set<String> FOREIGN =
            Set.of("unknown_field", "unknown_argument", "unknown_type", "unknown_operation");

    private static final Set<String> STRANGE = Set.of("wrong_credentials", "no_permissions");

    /** Empty if it is none. */
    static Optional<Answer> of(byte[] body) {
        try {
            return of(JsonMapper.shared().readTree(body));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    static Optional<Answer> of(String text) {
        try {
            return of(JsonMapper.shared().readTree(text));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> of(JsonNode read) {
        return (read.has("data") || read.path("errors") instanceof ArrayNode)
                        && renamed(read) instanceof ObjectNode object
                ? Optional.of(new Answer(object))
                : Optional.empty();
    }

    private static JsonNode renamed(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> copy.set(Selection.original(name), renamed(value)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                list.forEach(value -> copy.add(renamed(value)));
                yield copy;
            }
            default -> node;
        };
    }

    /** What has come of an operation; empty if nothing has. */
    Optional<JsonNode> result(Operation operation) {
        JsonNode at = whole.path("data");
        for (String name : operation.path()) {
            at = at.path(name);
        }
        boolean nothing = at.isMissingNode() || (at.isNull() && isFailed());
        return nothing ? Optional.empty() : Optional.of(at);
    }

    boolean isFailed() {
        return whole.path("errors") instanceof ArrayNode errors && !errors.isEmpty();
    }

    /** One line each: {@code CODE: message (what it is about)}. */
    List<String> errors() {
        List<String> lines = new ArrayList<>();
        whole.path("errors").forEach(error -> lines.add(line(error)));
        return lines;
    }

    /** Whether the server does not know what it is asked for. */
    boolean isForeign() {
        return has(FOREIGN);
    }

    /** Whether the server does not let whoever asks. */
    boolean isUnknownCaller() {
        return has(STRANGE);
    }

    private boolean has(Set<String> codes) {
        return whole.path("errors").valueStream().anyMatch(error -> codes.contains(code(error)));
    }

    private static String code(JsonNode error) {
        return error.path("extensions").path("code").asString("error");
    }

    private static String line(JsonNode error) {
        String facts = error.path("extensions")
                .propertyStream()
                .filter(fact -> !fact.getKey().equals("code"))
                .map(fact -> fact.getKey() + " " + text(fact.getValue()))
                .collect(Collectors.joining(", "));
        String line =
                code(error) + ": " + error.path("message").asString("") + (facts.isEmpty() ? "" : " (" + facts + ")");
        return Printable.of(line);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** Not what is in it. */
    @Override
    public String toString() {
        return isFailed() ? "failed" : "fine";
    }
}
