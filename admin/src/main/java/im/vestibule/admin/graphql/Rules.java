package im.vestibule.admin.graphql;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema's own directives say: who may ask for a field, and what must be there for it. */
final class Rules {
    /** What a domain's administrator may. */
    sealed interface Protection {
        /** As much as anybody who has logged in. */
        record Login() implements Protection {}

        record GlobalOnly() implements Protection {}

        /**
         * What concerns the own domain.
         *
         * @param arguments that must name it; a dot leads into an object
         */
        record OwnDomain(List<String> arguments) implements Protection {}
    }

    /**
     * What must be there.
     *
     * @param argument that says for which domain; empty for the caller's own
     */
    record Use(
            Optional<String> argument, List<String> modules, List<String> services, List<String> internalDatabases) {}

    private static final Protection LOGIN = new Protection.Login();

    private final Set<String> protectedTypes = new HashSet<>();
    private final Map<String, Protection> protections = new HashMap<>();
    private final Map<String, Use> uses = new HashMap<>();

    Rules(TypeDefinitionRegistry schema) {
        for (ObjectTypeDefinition type : schema.getTypes(ObjectTypeDefinition.class)) {
            read(type);
            schema.objectTypeExtensions()
                    .getOrDefault(type.getName(), List.of())
                    .forEach(this::read);
        }
    }

    private void read(ObjectTypeDefinition type) {
        if (type.hasDirective("protected")) {
            protectedTypes.add(type.getName());
        }
        Optional<Directive> whole = first(type, "use");
        for (FieldDefinition field : type.getFieldDefinitions()) {
            String key = key(type.getName(), field.getName());
            first(field, "protected").ifPresent(rule -> protections.put(key, protection(rule)));
            first(field, "use").ifPresent(rule -> uses.put(key, use(rule, whole)));
        }
    }

    private static Optional<Directive> first(DirectivesContainer<?> on, String name) {
        return on.getDirectives(name).stream().findFirst();
    }

    private static String key(String type, String field) {
        return type + '.' + field;
    }

    private static Protection protection(Directive rule) {
        String type = value(rule, "type") instanceof EnumValue named ? named.getName() : "DEFAULT";
        return switch (type) {
            case "DEFAULT" -> LOGIN;
            case "GLOBAL" -> new Protection.GlobalOnly();
            case "DOMAIN" -> new Protection.OwnDomain(texts(rule, "args"));
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** What the type needs, the field needs too. */
    private static Use use(Directive rule, Optional<Directive> whole) {
        return new Use(
                value(rule, "arg") instanceof StringValue argument
                        ? Optional.ofNullable(argument.getValue())
                        : Optional.empty(),
                both(rule, whole, "modules"),
                both(rule, whole, "services"),
                both(rule, whole, "internal_databases"));
    }

    private static List<String> both(Directive rule, Optional<Directive> whole, String argument) {
        Set<String> all = new LinkedHashSet<>();
        whole.ifPresent(type -> all.addAll(texts(type, argument)));
        all.addAll(texts(rule, argument));
        return List.copyOf(all);
    }

    private static @Nullable Value<?> value(Directive directive, String argument) {
        var given = directive.getArgument(argument);
        return given == null ? null : given.getValue();
    }

    private static List<String> texts(Directive directive, String argument) {
        return value(directive, argument) instanceof ArrayValue list
                ? list.getValues().stream()
                        .map(each -> ((StringValue) each).getValue())
                        .toList()
                : List.of();
    }

    /** Whether one must have logged in for anything of this type. */
    boolean guards(String type) {
        return protectedTypes.contains(type);
    }

    /** What it takes to ask for a field; empty for nothing. */
    Optional<Protection> protection(String type, String field) {
        return Optional.ofNullable(protections.get(key(type, field)));
    }

    /** What must be there for a field; empty for nothing. */
    Optional<Use> use(String type, String field) {
        return Optional.ofNullable(uses.get(key(type, field)));
    }
}
