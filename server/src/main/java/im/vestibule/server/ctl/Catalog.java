package im.vestibule.server.ctl;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every operation of a schema.
 *
 * @param alone those without a category
 */
record Catalog(List<Category> categories, List<Operation> alone, Schema schema) {
    /** On the type of every category, and of nothing else (reference: "Every category type is protected"). */
    private static final String MARK = "protected";

    /** Operations that belong together. */
    record Category(String name, String description, List<Operation> operations) {}

    static Catalog of(TypeDefinitionRegistry definitions) {
        Schema schema = new Schema(definitions);
        Map<String, Category> categories = new LinkedHashMap<>();
        List<Operation> alone = new ArrayList<>();
        for (Operation.Kind kind : Operation.Kind.values()) {
            List<FieldDefinition> fields =
                    schema.root(kind.word()).map(schema::fields).orElse(List.of());
            for (FieldDefinition field : fields) {
                Optional<ObjectTypeDefinition> group =
                        schema.object(Schema.named(field.getType())).filter(type -> type.hasDirective(MARK));
                if (group.isPresent()) {
                    Category category = new Category(
                            field.getName(), Schema.description(field), operations(kind, field, group.get(), schema));
                    categories.merge(field.getName(), category, Catalog::both);
                } else {
                    alone.add(Operation.of(kind, List.of(), field));
                }
            }
        }
        return new Catalog(List.copyOf(categories.values()), List.copyOf(alone), schema);
    }

    private static List<Operation> operations(
            Operation.Kind kind, FieldDefinition category, ObjectTypeDefinition type, Schema schema) {
        return schema.fields(type).stream()
                .map(field -> Operation.of(kind, List.of(category.getName()), field))
                .toList();
    }

    private static Category both(Category one, Category other) {
        List<Operation> operations = new ArrayList<>(one.operations);
        operations.addAll(other.operations);
        return new Category(
                one.name, one.description.isEmpty() ? other.description : one.description, List.copyOf(operations));
    }
}
