package im.vestibule.admin.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import im.vestibule.admin.Caller;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf a question is answered, and at which endpoint.
 *
 * @param categories the fields of the roots that are answered; empty for all
 */
public record Context(Caller caller, Optional<Set<String>> categories) {
    private static final Class<Context> KEY = Context.class;

    static Context of(DataFetchingEnvironment environment) {
        return Objects.requireNonNull(environment.getGraphQlContext().get(KEY));
    }

    void put(GraphQLContext.Builder into) {
        into.of(KEY, this);
    }

    boolean allows(String category) {
        return categories.map(allowed -> allowed.contains(category)).orElse(true);
    }
}
