package im.vestibule.server.ctl;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** A schema with all that schemas may hold. */
final class Rich {
    static final TypeDefinitionRegistry DEFINITIONS = definitions();
    static final Catalog CATALOG = Catalog.of(DEFINITIONS);

    private Rich() {}

    private static TypeDefinitionRegistry definitions() {
        try (InputStream in = Objects.requireNonNull(Rich.class.getResourceAsStream("/rich.graphqls"))) {
            return new SchemaParser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Operation> operations(Catalog catalog) {
        return Stream.concat(
                catalog.alone().stream(),
                catalog.categories().stream().flatMap(category -> category.operations().stream()));
    }

    /** @param words as they are typed */
    static Operation operation(String words) {
        return operations(CATALOG)
                .filter(operation -> operation.words().equals(words))
                .findFirst()
                .orElseThrow();
    }
}
