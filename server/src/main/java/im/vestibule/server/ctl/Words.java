package im.vestibule.server.ctl;

import im.vestibule.server.ctl.Catalog.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Understands {@code CATEGORY COMMAND [--argument value]…}. */
final class Words {
    private final Catalog catalog;
    private final ToIntFunction<String> options;
    private final Sources sources;
    private final List<String> complaints = new ArrayList<>();
    private boolean inputTaken;

    private Words(Catalog catalog, ToIntFunction<String> options, Sources sources) {
        this.catalog = catalog;
        this.options = options;
        this.sources = sources;
    }

    /**
     * @param words at least one, which is no option
     * @param options as in {@link Typed#of}
     */
    static Wish read(List<String> words, Catalog catalog, ToIntFunction<String> options, Sources sources) {
        return new Words(catalog, options, sources).read(words);
    }

    private Wish read(List<String> words) {
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        Optional<Operation> alone = Spelling.find(first, catalog.alone(), Operation::name);
        if (alone.isPresent()) {
            return read(alone.get(), rest);
        }
        return Spelling.find(first, catalog.categories(), Category::name)
                .map(category -> read(category, rest))
                .orElseGet(() -> puzzle(Printable.of(first) + ": no such category" + Spelling.hint(first, known())));
    }

    private List<String> known() {
        return Stream.concat(
                        catalog.categories().stream().map(Category::name),
                        catalog.alone().stream().map(Operation::name))
                .toList();
    }

    private Wish read(Category category, List<String> words) {
        if (words.isEmpty() || Help.isAsked(words.getFirst())) {
            return words.isEmpty()
                    ? puzzle(category.name() + ": which command?" + Spelling.hint("", names(category)))
                    : new Wish.Help(Help.of(category));
        }
        String name = words.getFirst();
        return Spelling.find(name, category.operations(), Operation::name)
                .map(operation -> read(operation, words.subList(1, words.size())))
                .orElseGet(() -> puzzle(category.name() + " " + Printable.of(name) + ": no such command"
                        + Spelling.hint(name, names(category))));
    }

    private static List<String> names(Category category) {
        return category.operations().stream().map(Operation::name).toList();
    }

    private Wish read(Operation operation, List<String> words) {
        Typed typed = Typed.of(operation, words, options, complaints);
        if (typed.help()) {
            return new Wish.Help(Help.of(operation, catalog.schema()));
        }
        operation.arguments().stream()
                .filter(argument -> argument.isRequired() && !typed.values().containsKey(argument))
                .forEach(
                        argument -> complaints.add(argument.option() + ": missing, a " + Schema.text(argument.type())));
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        Values values = new Values(catalog.schema(), complaints);
        typed.values()
                .forEach((argument, texts) -> sourced(argument, texts)
                        .filter(known -> !known.isEmpty())
                        .flatMap(known -> values.read(argument, known))
                        .ifPresent(value -> variables.set(argument.name(), value)));
        return complaints.isEmpty()
                ? new Wish.Run(operation, variables, typed.late())
                : new Wish.Puzzle(List.copyOf(complaints), "See ctl " + operation.words() + " --help.");
    }

    /** What is really meant where a value stands for another. */
    private Optional<List<String>> sourced(Argument argument, List<String> texts) {
        List<String> known = new ArrayList<>();
        for (String text : texts) {
            try {
                known.add(sourced(argument, text));
            } catch (IOException e) {
                complaints.add(argument.option() + ": cannot read " + Printable.of(text) + ": " + Faults.words(e));
                return Optional.empty();
            }
        }
        return Optional.of(known);
    }

    private String sourced(Argument argument, String text) throws IOException {
        if (text.equals("-")) {
            if (inputTaken) {
                throw new IOException("standard input is another argument's already");
            }
            inputTaken = true;
            return withoutEnd(sources.input(argument.isSecret() ? argument.name() : ""));
        }
        return text.startsWith("@") && takesFiles(argument) ? withoutEnd(sources.file(text.substring(1))) : text;
    }

    /** Elements and objects, which never begin so themselves. */
    private boolean takesFiles(Argument argument) {
        String type = Schema.named(argument.type());
        return type.equals("XmlElement") || catalog.schema().parts(type).isPresent();
    }

    /** Files end in a line break that is no part of what they hold. */
    private static String withoutEnd(String text) {
        String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static Wish.Puzzle puzzle(String complaint) {
        return new Wish.Puzzle(List.of(complaint), "");
    }
}
