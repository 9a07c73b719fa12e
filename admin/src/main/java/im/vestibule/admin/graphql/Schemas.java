package im.vestibule.admin.graphql;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeRuntimeWiring;
import im.vestibule.admin.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A schema as its files describe it, with a command behind every field.
 *
 * @param rules what its directives say
 */
record Schemas(GraphQLSchema schema, Rules rules) {
    /**
     * @param requirements says why a field cannot be used now
     */
    static Schemas of(Sdl sdl, Fields fields, Requirements requirements) {
        TypeDefinitionRegistry definitions = sdl.definitions();
        Rules rules = new Rules(definitions);
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().strictMode(true);
        Scalars.ALL.stream()
                .filter(scalar -> definitions.scalars().containsKey(scalar.getName()))
                .forEach(wiring::scalar);
        roots(definitions).forEach(root -> groups(definitions, root, fields));
        fields.all().forEach((type, fetchers) -> {
            TypeRuntimeWiring.Builder of = TypeRuntimeWiring.newTypeWiring(type);
            fetchers.forEach(
                    (field, fetcher) -> of.dataFetcher(field, guarded(type, field, fetcher, rules, requirements)));
            wiring.type(of);
        });
        Unions.ALL.forEach((union, resolver) -> {
            if (definitions.getTypeOrNull(union) != null) {
                wiring.type(TypeRuntimeWiring.newTypeWiring(union).typeResolver(resolver));
            }
        });
        return new Schemas(new SchemaGenerator().makeExecutableSchema(definitions, wiring.build()), rules);
    }

    private static List<String> roots(TypeDefinitionRegistry definitions) {
        return definitions.schemaDefinition().orElseThrow().getOperationTypeDefinitions().stream()
                .map(root -> root.getTypeName().getName())
                .toList();
    }

    /** Every field of a root is a category, and answers as one unless it has a command of its own. */
    private static void groups(TypeDefinitionRegistry definitions, String root, Fields fields) {
        Stream.concat(
                        Objects.requireNonNull(definitions.getTypeOrNull(root, ObjectTypeDefinition.class))
                                .getFieldDefinitions()
                                .stream(),
                        definitions.objectTypeExtensions().getOrDefault(root, List.of()).stream()
                                .flatMap(more -> more.getFieldDefinitions().stream()))
                .map(FieldDefinition::getName)
                .filter(field -> !fields.has(root, field))
                .forEach(field -> fields.put(root, field, Categories.group(field)));
    }

    private static DataFetcher<?> guarded(
            String type, String field, DataFetcher<?> fetcher, Rules rules, Requirements requirements) {
        Optional<Rules.Use> use = rules.use(type, field);
        if (use.isEmpty()) {
            return fetcher;
        }
        return environment -> {
            Optional<Refusal> lack = requirements.lack(use.get(), environment);
            return lack.isPresent()
                    ? Fields.refused(
                            lack.get(),
                            environment.getExecutionStepInfo().getPath().toList())
                    : fetcher.get(environment);
        };
    }
}
