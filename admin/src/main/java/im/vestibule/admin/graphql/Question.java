package im.vestibule.admin.graphql;

import java.util.Map;
import java.util.Optional;

/**
 * What a client asks: a document, which of its operations, and the values of its variables. Prints nothing of these, since
 * there are passwords among them.
 *
 * @param operation empty if the document has only one
 * @param variables without those that are null
 */
public record Question(String document, Optional<String> operation, Map<String, Object> variables) {
    public Question {
        variables = Map.copyOf(variables);
    }

    /** What errors call it. */
    String name() {
        return operation.orElse("ROOT");
    }

    @Override
    public String toString() {
        return "***";
    }
}
