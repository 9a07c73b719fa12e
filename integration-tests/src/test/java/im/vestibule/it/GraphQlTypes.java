package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The types of a schema, as its endpoint tells of them.
 *
 * @param roots the types of {@code query}, {@code mutation} and {@code subscription}
 */
record GraphQlTypes(Map<String, JsonNode> all, Map<String, String> roots) {
    private static final String SCHEMA =
            "{ __schema { queryType { name } mutationType { name } subscriptionType { name }"
                    + " types { name kind possibleTypes { name } enumValues { name }"
                    + " fields { name type { ...T } args { name defaultValue type { ...T } } } } } }"
                    + " fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

    private static final Map<String, Predicate<String>> FORMS = Map.of(
            "JID", text -> Jid.parse(text).filter(jid -> !jid.local().isEmpty()).isPresent(),
            "DomainName", text -> Jid.of("", text, "").isPresent(),
            "ResourceName", text -> !text.isEmpty(),
            "DateTime", text -> text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
            "XmlElement", text -> XmlElement.parse(text).isPresent());

    static GraphQlTypes of(GraphQlWire wire) throws IOException, InterruptedException {
        JsonNode schema = wire.ask(SCHEMA).data("__schema");
        Map<String, JsonNode> all = new HashMap<>();
        schema.path("types").forEach(type -> all.put(type.path("name").asString(), type));
        return new GraphQlTypes(
                all,
                Stream.of("query", "mutation", "subscription")
                        .collect(Collectors.toMap(
                                kind -> kind,
                                kind -> schema.path(kind + "Type").path("name").asString())));
    }

    /** The fields of a root. */
    JsonNode fields(String kind) {
        return named(Objects.requireNonNull(roots.get(kind), kind)).path("fields");
    }

    /** The type behind all that says how often it comes. */
    JsonNode inner(JsonNode type) {
        JsonNode inner = type;
        while (inner.path("ofType").isObject()) {
            inner = inner.path("ofType");
        }
        return named(inner.path("name").asString());
    }

    private JsonNode named(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    boolean isLeaf(JsonNode type) {
        return Set.of("SCALAR", "ENUM").contains(inner(type).path("kind").asString());
    }

    /** What asks for everything that a value of this type has. */
    String selection(JsonNode type) {
        JsonNode inner = inner(type);
        return switch (inner.path("kind").asString()) {
            case "OBJECT" -> " {" + fields(inner, List.of(inner)) + " }";
            case "UNION" ->
                members(inner).stream()
                        .map(member -> " ... on " + member.path("name").asString() + " {"
                                + fields(member, members(inner)) + " }")
                        .collect(Collectors.joining("", " { __typename", " }"));
            default -> "";
        };
    }

    private List<JsonNode> members(JsonNode union) {
        return union.path("possibleTypes")
                .valueStream()
                .map(member -> named(member.path("name").asString()))
                .toList();
    }

    private String fields(JsonNode object, List<JsonNode> members) {
        return object.path("fields")
                .valueStream()
                .map(field -> " " + title(field, object, members) + ": "
                        + field.path("name").asString() + selection(field.path("type")))
                .collect(Collectors.joining());
    }

    /** The name of a field, with that of its object where another member of the union has one like it for another type of value. */
    private static String title(JsonNode field, JsonNode object, List<JsonNode> members) {
        String name = field.path("name").asString();
        boolean alike = members.stream()
                .flatMap(member -> member.path("fields").valueStream())
                .filter(other -> other.path("name").asString().equals(name))
                .allMatch(other -> other.path("type").equals(field.path("type")));
        return alike ? name : name + "Of" + object.path("name").asString();
    }

    /** Holds a value that was asked for by {@link #selection} against its type. */
    void assertFits(JsonNode value, JsonNode type, String where) {
        String kind = type.path("kind").asString();
        assertThat(value.isMissingNode()).as(where).isFalse();
        if (kind.equals("NON_NULL")) {
            assertThat(value.isNull()).as(where).isFalse();
            assertFits(value, type.path("ofType"), where);
        } else if (kind.equals("LIST") && !value.isNull()) {
            assertThat(value.isArray()).as(where).isTrue();
            value.forEach(item -> assertFits(item, type.path("ofType"), where + "[]"));
        } else if (!value.isNull()) {
            assertFitsNamed(value, inner(type), where);
        }
    }

    private void assertFitsNamed(JsonNode value, JsonNode type, String where) {
        switch (type.path("kind").asString()) {
            case "OBJECT" -> assertFitsObject(value, type, List.of(type), where);
            case "UNION" ->
                assertFitsObject(value, named(value.path("__typename").asString()), members(type), where);
            case "ENUM" ->
                assertThat(type.path("enumValues").valueStream().map(choice -> choice.path("name")))
                        .as(where)
                        .contains(value);
            default ->
                assertThat(isOne(value, type.path("name").asString()))
                        .as("%s: %s", where, value)
                        .isTrue();
        }
    }

    private void assertFitsObject(JsonNode value, JsonNode type, List<JsonNode> members, String where) {
        type.path("fields")
                .forEach(field -> assertFits(
                        value.path(title(field, type, members)),
                        field.path("type"),
                        where + "." + field.path("name").asString()));
    }

    private static boolean isOne(JsonNode value, String scalar) {
        return switch (scalar) {
            case "Int", "PosInt", "NonNegInt" -> value.isInt();
            case "Boolean" -> value.isBoolean();
            default -> value.isString() && FORMS.getOrDefault(scalar, _ -> true).test(value.asString());
        };
    }
}
