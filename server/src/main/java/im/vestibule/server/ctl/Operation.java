package im.vestibule.server.ctl;

import graphql.language.FieldDefinition;
import graphql.language.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What can be asked of the server: a command.
 *
 * @param path of its field from the root: category and name, or the name only
 * @param result what comes of it
 */
record Operation(Kind kind, List<String> path, List<Argument> arguments, Type<?> result, String description) {
    enum Kind {
        QUERY,
        MUTATION,
        SUBSCRIPTION;

        /** As GraphQL has it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Operation of(Kind kind, List<String> parents, FieldDefinition field) {
        return new Operation(
                kind,
                Stream.concat(parents.stream(), Stream.of(field.getName())).toList(),
                field.getInputValueDefinitions().stream().map(Argument::of).toList(),
                field.getType(),
                Schema.description(field));
    }

    String name() {
        return path.getLast();
    }

    /** As it is typed. */
    String words() {
        return String.join(" ", path);
    }
}
