package im.vestibule.server.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What stands behind a command: {@code --argument value} or {@code --argument=value}. */
final class Typed {
    /** That a word is no option of {@code ctl}. */
    static final int NO_OPTION = -1;

    private final Operation operation;
    private final List<String> words;
    private final List<String> complaints;
    private final Map<Argument, List<String>> values = new LinkedHashMap<>();
    private final List<String> late = new ArrayList<>();
    private boolean help;
    private int at;

    private Typed(Operation operation, List<String> words, List<String> complaints) {
        this.operation = operation;
        this.words = words;
        this.complaints = complaints;
    }

    /**
     * @param options how many values an option of {@code ctl} takes, none or one, or {@link #NO_OPTION}
     * @param complaints takes what is wrong, one line each
     */
    static Typed of(Operation operation, List<String> words, ToIntFunction<String> options, List<String> complaints) {
        Typed typed = new Typed(operation, words, complaints);
        while (typed.at < words.size()) {
            typed.word(options);
        }
        return typed;
    }

    private void word(ToIntFunction<String> options) {
        String word = words.get(at++);
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<String> told = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
        Optional<Argument> argument = argument(name);
        if (argument.isPresent()) {
            List<String> known = values.computeIfAbsent(argument.get(), _ -> new ArrayList<>());
            value(name, told).ifPresent(known::add);
        } else if (Help.isAsked(word)) {
            help = true;
        } else {
            switch (options.applyAsInt(name)) {
                case NO_OPTION -> stranger(word, name, told);
                case 0 -> late.add(word);
                default -> value(name, told).ifPresent(value -> late.add(name + "=" + value));
            }
        }
    }

    private Optional<Argument> argument(String name) {
        return name.startsWith("--")
                ? Spelling.find(name.substring(2), operation.arguments(), Argument::name)
                : Optional.empty();
    }

    private Optional<String> value(String name, Optional<String> told) {
        if (told.isEmpty() && at == words.size()) {
            complaints.add(name + ": needs a value");
            return Optional.empty();
        }
        return told.or(() -> Optional.of(words.get(at++)));
    }

    private void stranger(String word, String name, Optional<String> told) {
        List<String> known =
                operation.arguments().stream().map(Argument::option).toList();
        if (!word.startsWith("-")) {
            complaints.add(Printable.of(word) + ": expected --argument value");
            return;
        }
        complaints.add(Printable.of(name)
                + (known.isEmpty()
                        ? ": " + operation.words() + " takes no arguments"
                        : ": unknown argument" + Spelling.hint(name, known)));
        // Its value is no mistake of its own.
        boolean valued = told.isEmpty() && at < words.size() && !words.get(at).startsWith("--");
        at += valued ? 1 : 0;
    }

    /** What each argument is told, once or more; nothing where that is a mistake. */
    Map<Argument, List<String>> values() {
        return values;
    }

    /** Options of {@code ctl}, each with its value. */
    List<String> late() {
        return late;
    }

    /** Whether somebody asks for it. */
    boolean help() {
        return help;
    }
}
