package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has operations carried out at one endpoint, each by itself and with everything that its answer has, which is held against
 * the types that it should be of. Arguments and results are written with single quotes for double ones.
 *
 * @param done takes the door and name of each
 */
record GraphQlDeeds(String door, GraphQlWire wire, Map<String, GraphQlOperation> operations, Set<String> done) {
    static GraphQlDeeds at(String door, GraphQlWire wire, Set<String> done) throws IOException, InterruptedException {
        Map<String, GraphQlOperation> operations =
                GraphQlOperation.all(wire, "query", "mutation", "subscription").stream()
                        .collect(Collectors.toMap(GraphQlOperation::name, Function.identity()));
        return new GraphQlDeeds(door, wire, operations, done);
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    /** Whoever comes to the same endpoint with these credentials. */
    GraphQlDeeds as(String name, String password) {
        return new GraphQlDeeds(door, wire.as(name, password), operations, done);
    }

    /**
     * Has something done.
     *
     * @param name such as {@code mutation account.registerUser}
     * @return what came of it
     */
    JsonNode does(String name, String arguments) throws IOException, InterruptedException {
        GraphQlOperation operation = operation(name);
        GraphQlWire.Answer answer = wire.ask(document(operation, arguments));
        assertThat(answer.body().has("errors")).as("%s %s", name, answer).isFalse();
        return result(operation, answer.body());
    }

    JsonNode does(String name) throws IOException, InterruptedException {
        return does(name, "");
    }

    /** Asks for something that cannot be. Returns the code that says why. */
    String refused(String name, String arguments) throws IOException, InterruptedException {
        GraphQlOperation operation = operation(name);
        GraphQlWire.Answer answer = wire.ask(document(operation, arguments));
        assertThat(answer.status()).as("%s %s", name, answer).isEqualTo(200);
        assertThat(answer.data(operation.path()).isNull())
                .as("%s %s", name, answer)
                .isTrue();
        done.add(door + " " + name);
        return answer.code();
    }

    /** What happens while somebody listens. */
    @FunctionalInterface
    interface Happening {
        void happen() throws IOException, InterruptedException;
    }

    /** Listens; returns the first that is told. */
    JsonNode hears(String name, String arguments, Happening meanwhile) throws IOException, InterruptedException {
        GraphQlOperation operation = operation(name);
        var stream = wire.listen(document(operation, arguments));
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            meanwhile.happen();
            String line = events.readLine();
            while (line != null && !line.startsWith("data: ")) {
                line = events.readLine();
            }
            assertThat(line).isNotNull();
            return result(operation, JsonMapper.shared().readTree(line.substring("data: ".length())));
        }
    }

    private GraphQlOperation operation(String name) {
        return Objects.requireNonNull(operations.get(name), name);
    }

    private static String document(GraphQlOperation operation, String arguments) {
        return operation.document(arguments.replace('\'', '"'));
    }

    private JsonNode result(GraphQlOperation operation, JsonNode answer) {
        JsonNode value = answer.at("/data/" + operation.path());
        operation.types().assertFits(value, operation.type(), operation.name());
        done.add(door + " " + operation.name());
        return value;
    }
}
