package im.vestibule.admin.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import im.vestibule.admin.Answer;
import im.vestibule.admin.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which command answers which field. */
final class Fields {
    /** Answers a field, on a virtual thread. */
    @FunctionalInterface
    interface Command {
        Answer<?> run(Call call);
    }

    /** Answers a field with a list, whose items may fail one by one. */
    @FunctionalInterface
    interface Commands {
        List<? extends Answer<?>> run(Call call);
    }

    private final Map<String, Map<String, DataFetcher<?>>> fetchers = new LinkedHashMap<>();

    /** What the commands of one type need not repeat. */
    record Type(Fields fields, String name) {
        Type field(String field, Command command) {
            fields.put(name, field, environment -> result(command.run(new Call(environment)), path(environment)));
            return this;
        }

        Type list(String field, Commands commands) {
            fields.put(name, field, environment -> results(commands.run(new Call(environment)), path(environment)));
            return this;
        }

        private static List<Object> path(DataFetchingEnvironment environment) {
            return environment.getExecutionStepInfo().getPath().toList();
        }
    }

    Type type(String name) {
        return new Type(this, name);
    }

    void put(String type, String field, DataFetcher<?> fetcher) {
        fetchers.computeIfAbsent(type, _ -> new LinkedHashMap<>()).put(field, fetcher);
    }

    boolean has(String type, String field) {
        return fetchers.getOrDefault(type, Map.of()).containsKey(field);
    }

    Map<String, Map<String, DataFetcher<?>>> all() {
        return fetchers;
    }

    /** An object, of which the schema says what clients may read: names and values by turns. */
    static Map<String, @Nullable Object> object(@Nullable Object... parts) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return object;
    }

    private static Object result(Answer<?> answer, List<Object> path) {
        return switch (answer) {
            case Answer.Done<?>(Object value) -> value;
            case Answer.Refused<?>(Refusal why) -> refused(why, path);
        };
    }

    static Object refused(Refusal why, List<Object> path) {
        return DataFetcherResult.newResult().error(Failure.of(why, path)).build();
    }

    private static Object results(List<? extends Answer<?>> answers, List<Object> path) {
        List<@Nullable Object> values = new ArrayList<>();
        var result = DataFetcherResult.<Object>newResult();
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Done<?>(Object value) -> values.add(value);
                case Answer.Refused<?>(Refusal why) -> {
                    List<Object> item = new ArrayList<>(path);
                    item.add(i);
                    result.error(Failure.of(why, item));
                    values.add(null);
                }
            }
        }
        return result.data(values).build();
    }
}
