package im.vestibule.server.ctl;

import graphql.language.FieldDefinition;
import graphql.language.Type;
import im.vestibule.server.ctl.Schema.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which fields of a result are asked for: all that need no arguments, of objects within objects down to a bound, and never of
 * an object within one of its own type.
 */
final class Selection {
    /** Objects within objects. */
    static final int DEPTH = 6;

    private static final String ALIAS = "__";

    private final Schema schema;

    Selection(Schema schema) {
        this.schema = schema;
    }

    /** In braces; empty for a type without fields. */
    String of(Type<?> result) {
        return fields(Schema.named(result), Set.of()).orElse("");
    }

    /** Empty if there is nothing to ask for; an empty text if the type has no fields. */
    private Optional<String> fields(String type, Set<String> around) {
        return switch (schema.shape(type)) {
            case Shape.Leaf _ -> Optional.of("");
            case Shape.Fields(List<FieldDefinition> fields) ->
                braces(plain(fields, inside(around, type), Map.of(), type));
            case Shape.OneOf(List<String> members) -> {
                Map<String, Set<String>> types = types(members);
                Set<String> inside = inside(around, type);
                yield braces(members.stream()
                        .map(member -> fragment(member, inside, types))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" ")));
            }
        };
    }

    private static Set<String> inside(Set<String> around, String type) {
        Set<String> inside = new HashSet<>(around);
        inside.add(type);
        return inside;
    }

    private static Optional<String> braces(String content) {
        return content.isEmpty() ? Optional.empty() : Optional.of(" {" + content + "}");
    }

    private Optional<String> fragment(String member, Set<String> around, Map<String, Set<String>> types) {
        return around.contains(member)
                ? Optional.empty()
                : members(member)
                        .flatMap(fields -> braces(plain(fields, inside(around, member), types, member)))
                        .map(fields -> "... on " + member + fields);
    }

    private Optional<List<FieldDefinition>> members(String type) {
        return schema.object(type).map(schema::fields);
    }

    private String plain(
            List<FieldDefinition> fields, Set<String> around, Map<String, Set<String>> types, String type) {
        return fields.stream()
                .filter(field -> field.getInputValueDefinitions().stream()
                        .map(Argument::of)
                        .noneMatch(Argument::isRequired))
                .flatMap(field -> field(field, around, types, type).stream())
                .collect(Collectors.joining(" "));
    }

    private Optional<String> field(
            FieldDefinition field, Set<String> around, Map<String, Set<String>> types, String type) {
        String inner = Schema.named(field.getType());
        boolean composite = !(schema.shape(inner) instanceof Shape.Leaf);
        if (composite && (around.contains(inner) || around.size() >= DEPTH)) {
            return Optional.empty();
        }
        boolean ambiguous = types.getOrDefault(field.getName(), Set.of()).size() > 1;
        String name = ambiguous ? field.getName() + ALIAS + type + ": " + field.getName() : field.getName();
        return fields(inner, around).map(selection -> name + selection);
    }

    /** By the name of a field, its types in the members: where they differ, it needs an alias (GraphQL §5.3.2). */
    private Map<String, Set<String>> types(List<String> members) {
        Map<String, Set<String>> types = new HashMap<>();
        members.forEach(member -> members(member)
                .orElse(List.of())
                .forEach(field -> types.computeIfAbsent(field.getName(), _ -> new HashSet<>())
                        .add(Schema.text(field.getType()))));
        return types;
    }

    /** The name of a field that came back under an alias, or that came back under its own. */
    static String original(String name) {
        int alias = name.indexOf(ALIAS);
        return alias > 0 ? name.substring(0, alias) : name;
    }
}
