package im.vestibule.admin.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client is answered.
 *
 * @param json an object with {@code data}, {@code errors} or both
 */
public record Reply(Kind kind, String json) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How far the question got. */
    public enum Kind {
        /** It was answered, though there may be errors in it. */
        EXECUTED,
        /** The client may not ask this. */
        REFUSED,
        /** It cannot be understood. */
        INVALID,
        /** A mistake of ours. */
        FAILED
    }

    /** Nothing but an error. */
    public static Reply of(Kind kind, Failure failure) {
        return of(kind, List.of(failure));
    }

    static Reply of(Kind kind, List<Failure> failures) {
        return write(kind, Map.of("errors", failures.stream().map(Failure::json).toList()));
    }

    /** @param data what the fields have come to; empty if one failed that the schema promises */
    static Reply executed(Optional<?> data, List<Failure> failures) {
        return write(Kind.EXECUTED, json(data, failures));
    }

    private static Reply write(Kind kind, Object json) {
        return new Reply(kind, JSON.writeValueAsString(json));
    }

    private static Map<String, @Nullable Object> json(Optional<?> data, List<Failure> failures) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (!failures.isEmpty()) {
            answer.put("errors", failures.stream().map(Failure::json).toList());
        }
        answer.put("data", data.orElse(null));
        return answer;
    }

    /** Not what is in it. */
    @Override
    public String toString() {
        return kind.toString();
    }
}
