package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An operation as its endpoint tells of it.
 *
 * @param kind query, mutation or subscription
 * @param category empty for {@code checkAuth}, which is in none
 */
record GraphQlOperation(String kind, String category, JsonNode field, GraphQlTypes types) {
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

    /** All of these kinds. */
    static List<GraphQlOperation> all(GraphQlWire wire, String... kinds) throws IOException, InterruptedException {
        GraphQlTypes types = GraphQlTypes.of(wire);
        List<GraphQlOperation> all = new ArrayList<>();
        for (String kind : kinds) {
            for (JsonNode category : types.fields(kind)) {
                String name = category.path("name").asString();
                if (name.equals("checkAuth")) {
                    all.add(new GraphQlOperation(kind, "", category, types));
                } else {
                    types.inner(category.path("type"))
                            .path("fields")
                            .forEach(field -> all.add(new GraphQlOperation(kind, name, field, types)));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }

    /** Such as {@code mutation account.registerUser}. */
    String name() {
        String field = field().path("name").asString();
        return kind + " " + (category.isEmpty() ? field : category + "." + field);
    }

    /** Where its result is in the data of an answer. */
    String path() {
        return name().substring(kind.length() + 1).replace('.', '/');
    }

    /** The operation with arguments of the right types. */
    String document() {
        return document(arguments());
    }

    private String document(List<String> arguments) {
        return within(call(String.join(", ", arguments), types.isLeaf(type()) ? "" : " { __typename }"));
    }

    /** The operation with these arguments and everything that its answer has. */
    String document(String arguments) {
        return within(call(arguments, types.selection(type())));
    }

    private String within(String call) {
        return category.isEmpty() ? kind + " { " + call + " }" : kind + " { " + category + " { " + call + " } }";
    }

    /** The same, behind a fragment and other names. */
    String hidden(String root) {
        return kind + " { ...F } fragment F on " + root + (kind.equals("query") ? "Query" : "Mutation") + " { x: "
                + category + " { y: "
                + call(String.join(", ", arguments()), types.isLeaf(type()) ? "" : " { __typename }")
                + " } }";
    }

    private String call(String arguments, String selection) {
        return field.path("name").asString() + (arguments.isEmpty() ? "" : "(" + arguments + ")") + selection;
    }

    JsonNode type() {
        return field.path("type");
    }

    private List<String> arguments() {
        return field.path("args").valueStream().map(this::argument).toList();
    }

    private String argument(JsonNode argument) {
        JsonNode type = types.inner(argument.path("type"));
        JsonNode choices = type.path("enumValues");
        String value = VALUES.getOrDefault(
                type.path("name").asString(),
                choices.isArray() ? choices.path(0).path("name").asString() : "\"text\"");
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
