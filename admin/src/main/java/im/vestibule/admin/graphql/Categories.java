package im.vestibule.admin.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of the roots, each of which may be switched off at an endpoint. */
public final class Categories {
    private Categories() {}

    /**
     * The fields that {@code allowed_categories} means.
     *
     * @param names as the file has them
     */
    public static Set<String> fields(Set<String> names) {
        return names.stream()
                .map(name -> name.equals("http_upload") ? "httpUpload" : name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An object that has nothing of its own: its fields are commands. */
    static DataFetcher<?> group(String category) {
        return guarded(category, _ -> Map.of());
    }

    /** Answers if the category is on. */
    static DataFetcher<?> guarded(String category, DataFetcher<?> fetcher) {
        return environment ->
                Context.of(environment).allows(category) ? fetcher.get(environment) : off(category, environment);
    }

    private static Object off(String category, DataFetchingEnvironment environment) {
        List<Object> path = environment.getExecutionStepInfo().getPath().toList();
        return DataFetcherResult.newResult()
                .error(new Failure("category_disabled", "Category disabled", path, Map.of("category", category)))
                .build();
    }
}
