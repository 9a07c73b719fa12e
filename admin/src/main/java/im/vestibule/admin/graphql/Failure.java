package im.vestibule.admin.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import im.vestibule.admin.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as clients read it.
 *
 * @param path of the field; empty if it is about the whole
 * @param facts what {@code extensions} holds besides the code
 */
public record Failure(String code, String message, List<Object> path, Map<String, Object> facts)
        implements GraphQLError {
    private static final long serialVersionUID = 1;

    public static Failure of(String code, String message) {
        return new Failure(code, message, List.of(), Map.of());
    }

    static Failure of(Refusal refusal, List<Object> path) {
        return new Failure(refusal.code().word(), refusal.message(), path, refusal.facts());
    }

    /** What the library has to say, without what it adds for itself. */
    static Failure of(GraphQLError error) {
        return error instanceof Failure failure
                ? failure
                : new Failure(
                        Codes.of(error),
                        error.getMessage(),
                        error.getPath() == null ? List.of() : error.getPath(),
                        Map.of());
    }

    Failure at(List<Object> where) {
        return new Failure(code, message, where, facts);
    }

    Map<String, Object> json() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code);
        extensions.putAll(facts);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (!path.isEmpty()) {
            error.put("path", path);
        }
        error.put("extensions", extensions);
        return error;
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public List<SourceLocation> getLocations() {
        return List.of();
    }

    @Override
    public List<Object> getPath() {
        return path;
    }

    @Override
    public ErrorClassification getErrorType() {
        return ErrorType.DataFetchingException;
    }
}
