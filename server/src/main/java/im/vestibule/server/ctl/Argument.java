package im.vestibule.server.ctl;

import graphql.language.AstPrinter;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operation is told, or a field of an object that it is told.
 *
 * @param otherwise what it is if it is not given, as the schema has it
 */
record Argument(String name, Type<?> type, Optional<String> otherwise, String description) {
    static Argument of(InputValueDefinition definition) {
        return new Argument(
                definition.getName(),
                definition.getType(),
                Optional.ofNullable(definition.getDefaultValue()).map(AstPrinter::printAstCompact),
                Schema.description(definition));
    }

    boolean isRequired() {
        return type instanceof NonNullType && otherwise.isEmpty();
    }

    boolean isList() {
        return type instanceof ListType || (type instanceof NonNullType some && some.getType() instanceof ListType);
    }

    /** As it is written on the command line. */
    String option() {
        return "--" + name;
    }

    /** Whether what it is told is to be kept from others. */
    boolean isSecret() {
        return name.toLowerCase(Locale.ROOT).endsWith("password");
    }
}
