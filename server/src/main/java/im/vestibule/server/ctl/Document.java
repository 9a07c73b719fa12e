package im.vestibule.server.ctl;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The GraphQL of one operation. What it is told goes beside it, as variables. */
final class Document {
    private Document() {}

    /**
     * @param given names of the arguments that are told something
     */
    static String of(Operation operation, Set<String> given, Schema schema) {
        List<Argument> arguments = operation.arguments().stream()
                .filter(argument -> given.contains(argument.name()))
                .toList();
        String variables = list(arguments, argument -> "$" + argument.name() + ": " + Schema.text(argument.type()));
        String field = operation.name()
                + list(arguments, argument -> argument.name() + ": $" + argument.name())
                + new Selection(schema).of(operation.result());
        List<String> parents = operation.path().subList(0, operation.path().size() - 1);
        String head = operation.kind().word() + (variables.isEmpty() ? "" : " " + variables);
        return head + " {" + parents.stream().map(parent -> parent + " {").collect(Collectors.joining()) + field
                + "}".repeat(parents.size()) + "}";
    }

    private static String list(List<Argument> arguments, Function<Argument, String> text) {
        return arguments.isEmpty() ? "" : arguments.stream().map(text).collect(Collectors.joining(", ", "(", ")"));
    }
}
