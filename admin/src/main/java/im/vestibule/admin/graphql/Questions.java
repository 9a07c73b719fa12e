package im.vestibule.admin.graphql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what clients ask. */
public final class Questions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Questions() {}

    /** What was read. */
    public sealed interface Reading {
        record Read(Question question) implements Reading {}

        /** It is none; what to say to it. */
        record Unreadable(Reply reply) implements Reading {}
    }

    /** From the body of a POST. */
    public static Reading ofJson(byte[] body) {
        try {
            return JSON.readValue(body, Object.class) instanceof Map<?, ?> fields
                    ? read(fields)
                    : unreadable("invalid_json_body", "The request JSON body is invalid");
        } catch (JacksonException _) {
            return unreadable("invalid_json_body", "The request JSON body is invalid");
        }
    }

    /** From the parameters of a GET. */
    public static Reading ofParameters(Map<String, String> parameters) {
        return read(parameters);
    }

    /** Where the parameters of a GET cannot be read. */
    public static Reading.Unreadable badParameters() {
        return unreadable("invalid_query_parameters", "The query string is invalid");
    }

    private static Reading read(Map<?, ?> fields) {
        if (!(fields.get("query") instanceof String document) || document.isBlank()) {
            return unreadable("no_query_supplied", "The query was not supplied in the request body");
        }
        Object operation = fields.get("operationName");
        return variables(fields.get("variables"))
                .<Reading>map(variables -> new Reading.Read(new Question(
                        document,
                        operation instanceof String name && !name.isEmpty() ? Optional.of(name) : Optional.empty(),
                        variables)))
                .orElseGet(() -> unreadable("variables_invalid_json", "The variables' JSON is invalid"));
    }

    /** An object, the text of one, or nothing. */
    private static Optional<Map<String, Object>> variables(@Nullable Object written) {
        return switch (written) {
            case null -> Optional.of(Map.of());
            case Map<?, ?> object -> Optional.of(present(object));
            case String text when text.isBlank() -> Optional.of(Map.of());
            case String text -> parse(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, Object>> parse(String text) {
        try {
            return switch (JSON.readValue(text, Object.class)) {
                case null -> Optional.of(Map.of());
                case Map<?, ?> object -> Optional.of(present(object));
                default -> Optional.empty();
            };
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** A variable that is null counts as one that is not given. */
    private static Map<String, Object> present(Map<?, ?> object) {
        Map<String, Object> present = new HashMap<>();
        object.forEach((name, value) -> {
            if (name instanceof String variable && value != null) {
                present.put(variable, value);
            }
        });
        return present;
    }

    private static Reading.Unreadable unreadable(String code, String message) {
        return new Reading.Unreadable(Reply.of(Reply.Kind.INVALID, Failure.of(code, message)));
    }
}
