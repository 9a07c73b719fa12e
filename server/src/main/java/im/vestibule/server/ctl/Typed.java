package im.vestibule.server.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What stands behind a command: {@code --argument value} or {@code --argument=value}.
 *
 * @param values what each argument is told, once or more
 * @param late options of {@code ctl} with their values
 * @param help whether somebody asks for it
 */
record Typed(Map<Argument, List<String>> values, List<String> late, boolean help) {
    /** That a word is no option of {@code ctl}. */
    static final int NO_OPTION = -1;

    /**
     * @param options how many values an option of {@code ctl} takes, or {@link #NO_OPTION}
     * @param complaints takes what is wrong, one line each
     */
    static Typed of(Operation operation, List<String> words, ToIntFunction<String> options, List<String> complaints) {
        Map<Argument, List<String>> values = new LinkedHashMap<>();
        List<String> late = new ArrayList<>();
        boolean help = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Optional<Argument> argument = argument(operation, name);
            if (argument.isEmpty() && Help.isAsked(word)) {
                help = true;
            } else if (argument.isEmpty() && options.applyAsInt(name) == NO_OPTION) {
                complaints.add(stranger(operation, word, name));
                // Its value is no mistake of its own.
                i += equals < 0 && name.startsWith("--") && isValue(words, i + 1) ? 1 : 0;
            } else if (argument.isEmpty() && (equals >= 0 || options.applyAsInt(name) == 0)) {
                late.add(word);
            } else if (equals < 0 && !(i + 1 < words.size())) {
                complaints.add(name + ": needs a value");
            } else if (argument.isEmpty()) {
                late.addAll(List.of(word, words.get(++i)));
            } else {
                String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
                values.computeIfAbsent(argument.get(), _ -> new ArrayList<>()).add(value);
            }
        }
        return new Typed(values, late, help);
    }

    private static boolean isValue(List<String> words, int i) {
        return i < words.size() && !words.get(i).startsWith("--");
    }

    private static Optional<Argument> argument(Operation operation, String name) {
        return name.startsWith("--")
                ? Spelling.find(name.substring(2), operation.arguments(), Argument::name)
                : Optional.empty();
    }

    private static String stranger(Operation operation, String word, String name) {
        List<String> known =
                operation.arguments().stream().map(Argument::option).toList();
        if (!word.startsWith("-")) {
            return Printable.of(word) + ": expected --argument value";
        }
        return Printable.of(name)
                + (known.isEmpty()
                        ? ": " + operation.words() + " takes no arguments"
                        : ": unknown argument" + Spelling.hint(name, known));
    }
}
