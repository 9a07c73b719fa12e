package im.vestibule.server.ctl;

import im.vestibule.server.ctl.Catalog.Category;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What there is and how it is used, as the schema has it. */
final class Help {
    private static final String INDENT = "  ";
    private static final String USAGE = "Usage: vestibule ctl [OPTIONS] ";

    private Help() {}

    static boolean isAsked(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    /** The categories, a line each. */
    static String of(Catalog catalog) {
        Stream<List<String>> categories =
                catalog.categories().stream().map(category -> List.of(category.name(), category.description()));
        Stream<List<String>> alone = catalog.alone().stream().map(Help::line);
        return "Categories:\n" + aligned(Stream.concat(categories, alone).toList());
    }

    /** The commands of a category, a line each. */
    static String of(Category category) {
        return USAGE + category.name() + " COMMAND [--argument value]...\n"
                + paragraph(category.description())
                + "\nCommands:\n"
                + aligned(category.operations().stream().map(Help::line).toList())
                + "\nctl " + category.name() + " COMMAND --help tells what a command takes.\n";
    }

    private static List<String> line(Operation operation) {
        return List.of(operation.name(), operation.description());
    }

    /** What a command takes and what comes of it. */
    static String of(Operation operation, Schema schema) {
        StringBuilder text = new StringBuilder(USAGE).append(operation.words());
        operation.arguments().forEach(argument -> text.append(' ').append(usage(argument)));
        text.append('\n').append(paragraph(operation.description()));
        if (!operation.arguments().isEmpty()) {
            text.append("\nArguments:\n")
                    .append(aligned(
                            operation.arguments().stream().map(Help::line).toList()));
        }
        List<List<String>> types = types(operation.arguments(), schema);
        if (!types.isEmpty()) {
            text.append("\nTypes:\n").append(aligned(types));
        }
        return text.append("\nAnswers ")
                .append(Schema.text(operation.result()))
                .append(result(operation, schema))
                .append(operation.kind() == Operation.Kind.SUBSCRIPTION ? ", again and again until Ctrl-C.\n" : ".\n")
                .toString();
    }

    private static String paragraph(String description) {
        return description.isEmpty() ? "" : "\n" + description + "\n";
    }

    private static String usage(Argument argument) {
        String whole = argument.option() + "=" + Schema.named(argument.type()) + (argument.isList() ? "..." : "");
        return argument.isRequired() ? whole : "[" + whole + "]";
    }

    private static List<String> line(Argument argument) {
        String need = argument.isRequired() ? "required" : "optional";
        String otherwise =
                argument.otherwise().map(value -> ", otherwise " + value).orElse("");
        String list = argument.isList() ? "; again for each item, or all as a JSON list" : "";
        String secret = argument.isSecret() ? "; - asks for it, or reads it from standard input" : "";
        String description = argument.description().isEmpty() ? "" : ". " + argument.description();
        return List.of(argument.option(), Schema.text(argument.type()), need + otherwise + list + secret + description);
    }

    private static String result(Operation operation, Schema schema) {
        String type = Schema.named(operation.result());
        return schema.shape(type) instanceof Schema.Shape.Fields(var fields)
                ? ": " + fields.stream().map(field -> field.getName()).collect(Collectors.joining(", "))
                : "";
    }

    /** The types of arguments, and of what is in them. */
    private static List<List<String>> types(List<Argument> arguments, Schema schema) {
        Set<String> seen = new LinkedHashSet<>();
        arguments.forEach(argument -> gather(argument, schema, seen));
        List<List<String>> lines = new ArrayList<>();
        seen.forEach(type -> {
            String words = words(type, schema);
            if (!words.isEmpty()) {
                lines.add(List.of(type, words));
            }
        });
        return lines;
    }

    private static void gather(Argument argument, Schema schema, Set<String> seen) {
        String type = Schema.named(argument.type());
        if (seen.add(type)) {
            schema.parts(type).ifPresent(parts -> parts.forEach(part -> gather(part, schema, seen)));
        }
    }

    private static String words(String type, Schema schema) {
        String said = schema.description(type);
        return schema.choices(type)
                .map(choices -> String.join(", ", choices))
                .or(() -> schema.parts(type).map(Help::object))
                .map(words -> said.isEmpty() ? words : words + ". " + said)
                .or(() -> Optional.of(Single.description(type)).filter(words -> !words.isEmpty()))
                .map(words -> type.equals("XmlElement")
                        ? words + " @FILE reads it from a file, - from standard input."
                        : words)
                .orElse(said);
    }

    private static String object(List<Argument> parts) {
        return parts.stream()
                .map(part -> part.name() + ": " + Schema.text(part.type())
                        + part.otherwise().map(value -> " = " + value).orElse(""))
                .collect(Collectors.joining(", ", "JSON {", "}, or @FILE that holds it"));
    }

    /** Columns beside each other; the last is left as it is. */
    private static String aligned(List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = i == line.size() - 1
                        ? 0
                        : lines.stream()
                                .mapToInt(each -> each.get(column).length())
                                .max()
                                .orElse(0);
                row.append(INDENT)
                        .append(line.get(i))
                        .repeat(' ', Math.max(0, width - line.get(i).length()));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
