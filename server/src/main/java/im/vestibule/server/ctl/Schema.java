package im.vestibule.server.ctl;

import graphql.language.AbstractDescribedNode;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A schema as it is defined, looked up by the names of types. */
final class Schema {
    private final TypeDefinitionRegistry definitions;

    Schema(TypeDefinitionRegistry definitions) {
        this.definitions = definitions;
    }

    /** What a type of output is made of. */
    sealed interface Shape {
        /** Of nothing: a scalar or one of an enumeration. */
        record Leaf() implements Shape {}

        record Fields(List<FieldDefinition> fields) implements Shape {}

        /**
         * One of several objects.
         *
         * @param members their types
         */
        record OneOf(List<String> members) implements Shape {}
    }

    Shape shape(String type) {
        return switch (definitions.getTypeOrNull(type)) {
            case ObjectTypeDefinition object -> new Shape.Fields(fields(object));
            case UnionTypeDefinition union ->
                new Shape.OneOf(
                        union.getMemberTypes().stream().map(Schema::named).toList());
            case InterfaceTypeDefinition face -> new Shape.OneOf(implementers(face.getName()));
            case null, default -> new Shape.Leaf();
        };
    }

    /** The type of a kind of operations, such as {@code mutation}; empty if there are none. */
    Optional<ObjectTypeDefinition> root(String operation) {
        return definitions.schemaDefinition().stream()
                .flatMap(schema -> schema.getOperationTypeDefinitions().stream())
                .filter(root -> root.getName().equals(operation))
                .map(root -> root.getTypeName().getName())
                .flatMap(name -> object(name).stream())
                .findFirst();
    }

    Optional<ObjectTypeDefinition> object(String type) {
        return Optional.ofNullable(definitions.getTypeOrNull(type, ObjectTypeDefinition.class));
    }

    /** Those of extensions among them. */
    List<FieldDefinition> fields(ObjectTypeDefinition object) {
        return Stream.concat(
                        Stream.of(object),
                        definitions.objectTypeExtensions().getOrDefault(object.getName(), List.of()).stream())
                .flatMap(part -> part.getFieldDefinitions().stream())
                .toList();
    }

    private List<String> implementers(String face) {
        return definitions.getTypes(ObjectTypeDefinition.class).stream()
                .filter(object ->
                        object.getImplements().stream().map(Schema::named).anyMatch(face::equals))
                .map(ObjectTypeDefinition::getName)
                .sorted()
                .toList();
    }

    /** The values of an enumeration; empty if the type is none. */
    Optional<List<String>> choices(String type) {
        return Optional.ofNullable(definitions.getTypeOrNull(type, EnumTypeDefinition.class))
                .map(EnumTypeDefinition::getEnumValueDefinitions)
                .map(values -> values.stream().map(EnumValueDefinition::getName).toList());
    }

    /** The fields of an object that is an argument or part of one; empty if the type is none. */
    Optional<List<Argument>> parts(String type) {
        return Optional.ofNullable(definitions.getTypeOrNull(type, InputObjectTypeDefinition.class))
                .map(InputObjectTypeDefinition::getInputValueDefinitions)
                .map(parts -> parts.stream().map(Argument::of).toList());
    }

    /** What the schema says about a type; empty if it says nothing. */
    String description(String type) {
        return definitions.getTypeOrNull(type) instanceof AbstractDescribedNode<?> node ? description(node) : "";
    }

    /** One line. */
    static String description(AbstractDescribedNode<?> node) {
        return node.getDescription() == null
                ? ""
                : node.getDescription().getContent().strip().replaceAll("\\s+", " ");
    }

    /** What is left of a type without lists and exclamation marks. */
    static String named(Type<?> type) {
        return switch (type) {
            case NonNullType required -> named(required.getType());
            case ListType list -> named(list.getType());
            case TypeName name -> Objects.requireNonNull(name.getName());
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    /** As it is written. */
    static String text(Type<?> type) {
        return switch (type) {
            case NonNullType required -> text(required.getType()) + "!";
            case ListType list -> "[" + text(list.getType()) + "]";
            default -> named(type);
        };
    }

    static List<String> names(Collection<Argument> arguments) {
        return arguments.stream().map(Argument::name).toList();
    }
}
