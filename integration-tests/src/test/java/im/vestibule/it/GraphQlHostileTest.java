package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Row H20 of the hostile inputs, for every operation that the schemas tell of; and each of them with good and bad input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlHostileTest {
    private static final String SCHEMA = "{ __schema { queryType { name } mutationType { name } types { name kind"
            + " enumValues { name } fields { name type { ...T } args { name defaultValue type { ...T } } } } } }"
            + " fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("JID", "\"romeo@door.test\""),
            Map.entry("BareJID", "\"romeo@door.test\""),
            Map.entry("FullJID", "\"romeo@door.test/orchard\""),
            Map.entry("DomainName", "\"door.test\""),
            Map.entry("UserName", "\"romeo\""),
            Map.entry("NodeName", "\"self\""),
            Map.entry("DateTime", "\"2026-01-31T12:00:00Z\""),
            Map.entry("XmlElement", "\"<message from='romeo@door.test' to='juliet@door.test'/>\""),
            Map.entry("PosInt", "1"),
            Map.entry("NonNegInt", "1"),
            Map.entry("Int", "1"),
            Map.entry("ContactInput", "{jid: \"romeo@door.test\", name: \"Romeo\"}"));

    // One of the operations changes what is logged, for all servers in this JVM.
    private final AutoCloseable level = Log.keptLevel();
    private final GraphQlSite site = new GraphQlSite();

    GraphQlHostileTest() throws IOException {}

    @AfterAll
    void close() throws Exception {
        site.close();
        level.close();
    }

    /** An operation as the schema tells of it. */
    private record Operation(String kind, String category, JsonNode field, Map<String, JsonNode> types) {
        String document() {
            return document(arguments());
        }

        private String document(List<String> arguments) {
            return kind + " { " + category + " { " + call(arguments) + " } }";
        }

        /** The same, behind a fragment and other names. */
        String hidden(String root) {
            return kind + " { ...F } fragment F on " + root + (kind.equals("query") ? "Query" : "Mutation") + " { x: "
                    + category + " { y: " + call(arguments()) + " } }";
        }

        String call(List<String> arguments) {
            String given = arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
            return field.path("name").asString() + given + (isLeaf() ? "" : " { __typename }");
        }

        List<String> arguments() {
            return field.path("args").valueStream().map(this::argument).toList();
        }

        private boolean isLeaf() {
            return Set.of("SCALAR", "ENUM")
                    .contains(
                            type(types, inner(field.path("type"))).path("kind").asString());
        }

        private String argument(JsonNode argument) {
            String type = inner(argument.path("type"));
            JsonNode choices = type(types, type).path("enumValues");
            String value = VALUES.getOrDefault(
                    type, choices.isArray() ? choices.path(0).path("name").asString() : "\"text\"");
            boolean list = argument.path("type").toString().contains("\"LIST\"");
            return argument.path("name").asString() + ": " + (list ? "[" + value + "]" : value);
        }

        /** The operation without what it needs; empty if it needs nothing. */
        List<String> incomplete() {
            boolean needs = field.path("args")
                    .valueStream()
                    .anyMatch(argument ->
                            argument.path("type").path("kind").asString().equals("NON_NULL"));
            return needs ? List.of(document(List.of())) : List.of();
        }

        /** The operation with each of its arguments of a wrong type by turns. */
        List<String> wrong() {
            List<String> documents = new ArrayList<>();
            List<String> right = arguments();
            for (int i = 0; i < right.size(); i++) {
                List<String> some = new ArrayList<>(right);
                some.set(i, right.get(i).substring(0, right.get(i).indexOf(':')) + ": {no: 1.5}");
                documents.add(document(some));
            }
            return documents;
        }
    }

    private static JsonNode type(Map<String, JsonNode> types, String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    private static String inner(JsonNode type) {
        JsonNode inner = type;
        while (!inner.path("ofType").isNull() && !inner.path("ofType").isMissingNode()) {
            inner = inner.path("ofType");
        }
        return inner.path("name").asString();
    }

    private static List<Operation> operations(GraphQlWire wire) throws IOException, InterruptedException {
        JsonNode schema = wire.ask(SCHEMA).data("__schema");
        Map<String, JsonNode> types = new HashMap<>();
        schema.path("types").forEach(type -> types.put(type.path("name").asString(), type));
        List<Operation> all = new ArrayList<>();
        for (String kind : List.of("query", "mutation")) {
            JsonNode root = type(types, schema.path(kind + "Type").path("name").asString());
            for (JsonNode category : root.path("fields")) {
                String name = category.path("name").asString();
                if (!name.equals("checkAuth")) {
                    for (JsonNode field :
                            type(types, inner(category.path("type"))).path("fields")) {
                        all.add(new Operation(kind, name, field, types));
                    }
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }

    @Test
    void h20LetsNobodyInWithoutAPassword() throws IOException, InterruptedException {
        for (String door : List.of("admin", "domain", "user")) {
            for (Operation operation : operations(site.at(door))) {
                for (String document :
                        List.of(operation.document(), operation.hidden(door.equals("user") ? "User" : "Admin"))) {
                    GraphQlWire.Answer nobody = site.at(door).ask(document);
                    assertThat(nobody.status()).as(document).isEqualTo(401);
                    assertThat(nobody.code()).as(document).isEqualTo("no_permissions");
                    GraphQlWire.Answer guess =
                            site.at(door).as("admin", "guess").ask(document);
                    assertThat(guess.status()).as(document).isEqualTo(401);
                    assertThat(guess.code()).as(document).isEqualTo("wrong_credentials");
                }
            }
        }
    }

    @Test
    void h20AnswersNoCategoryThatIsOff() throws IOException, InterruptedException {
        Set<String> kinds = new TreeSet<>();
        for (Operation operation : operations(site.at("shut"))) {
            GraphQlWire.Answer answer = site.at("shut").ask(operation.document());
            assertThat(answer.status()).as(operation.document()).isEqualTo(200);
            assertThat(answer.code()).as(operation.document()).isEqualTo("category_disabled");
            assertThat(answer.data(operation.category()).isNull()).isTrue();
            GraphQlWire.Answer hidden = site.at("shut").ask(operation.hidden("Admin"));
            assertThat(hidden.status()).as(operation.document()).isEqualTo(200);
            assertThat(hidden.code()).as(operation.document()).isEqualTo("category_disabled");
            assertThat(hidden.data("x").isNull()).isTrue();
            kinds.add(operation.category());
        }
        assertThat(kinds).contains("account", "session", "stanza", "roster", "server");
    }

    @Test
    void carriesOutOrRefusesEveryOperation() throws IOException, InterruptedException {
        for (Operation operation : operations(site.admin())) {
            GraphQlWire.Answer answer = site.admin().ask(operation.document());
            assertThat(answer.status()).as(operation.document()).isEqualTo(200);
            assertThat(answer.code()).as(operation.document()).isNotIn("resolver_crash", "resolver_error");
        }
    }

    @Test
    void refusesEveryOperationWithTooLittleOrWrongInput() throws IOException, InterruptedException {
        for (Operation operation : operations(site.admin())) {
            for (String document : operation.incomplete()) {
                GraphQlWire.Answer answer = site.admin().ask(document);
                assertThat(answer.status()).as(document).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("missing_non_null_param");
            }
            for (String document : operation.wrong()) {
                assertThat(site.admin().ask(document).status()).as(document).isEqualTo(400);
            }
        }
    }
}
