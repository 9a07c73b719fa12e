package im.vestibule.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What an option may hold.
 *
 * @param one in words, with an article: {@code a positive integer}
 * @param many the same in the plural, for lists
 * @param secret values of this type are never shown
 * @param standIn takes the place of a value that is missing or wrong, so that reading can go on
 * @param show a value as it would be written in the file
 * @param parse gives the value, or reports why not
 */
record Type<T>(
        String one,
        String many,
        boolean secret,
        T standIn,
        Function<T, String> show,
        Function<Value, Optional<T>> parse) {

    static final Type<Boolean> BOOL =
            new Type<>("true or false", "true or false", false, false, Object::toString, Type::bool);

    /** As examples in MongooseIM's manual have it: the strings {@code "true"} and {@code "false"} pass with a warning. */
    static final Type<Boolean> LENIENT_BOOL =
            new Type<>("true or false", "true or false", false, false, Object::toString, Type::lenientBool);

    static final Type<String> STRING = text("a string", "strings", Optional::of);
    static final Type<String> NON_EMPTY = text("a non-empty string", "non-empty strings", Type::nonEmpty);
    static final Type<Secret> SECRET = NON_EMPTY.map(Secret::new, _ -> "***").asSecret();

    /** A password that may be empty, where empty means none. */
    static final Type<Secret> MAYBE_EMPTY_SECRET =
            STRING.map(Secret::new, _ -> "\"\"").asSecret();

    Optional<T> read(Context context, String key, Object raw) {
        return parse.apply(new Value(context, key, raw, one, secret));
    }

    /** A type whose values are strings in the file. */
    static Type<String> text(String one, String many, BiFunction<Value, String, Optional<String>> parse) {
        return new Type<>(
                one, many, false, "", Type::quoted, value -> value.string().flatMap(t -> parse.apply(value, t)));
    }

    static Type<String> text(String one, String many, Function<String, Optional<String>> parse) {
        return text(one, many, (Value _, String text) -> parse.apply(text));
    }

    private static Optional<String> nonEmpty(Value value, String text) {
        return text.isEmpty() ? value.wrong("", "") : Optional.of(text);
    }

    <U> Type<U> map(Function<T, U> to, Function<U, String> shown) {
        return new Type<>(
                one,
                many,
                secret,
                to.apply(standIn),
                shown,
                value -> parse.apply(value).map(to));
    }

    Type<T> asSecret() {
        return new Type<>(one, many, true, standIn, show, parse);
    }

    /** Notes that a value was read, for checks that need the whole file. */
    Type<T> noting(BiFunction<Value, T, Optional<T>> note) {
        return new Type<>(
                one, many, secret, standIn, show, value -> parse.apply(value).flatMap(read -> note.apply(value, read)));
    }

    /** A word in quotes that is the lower-case name of an enum constant. */
    static <E extends Enum<E>> Type<E> oneOf(Class<E> names) {
        List<E> constants = List.of(names.getEnumConstants());
        List<String> words = constants.stream().map(Type::word).toList();
        // The stand-in of a choice is no word of it.
        return choice(words).map(word -> constants.get(Math.max(0, words.indexOf(word))), e -> quoted(word(e)));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Type<String> choice(List<String> words) {
        String one = Keys.oneOf(words);
        return text(one, one, (value, word) -> words.contains(word) ? Optional.of(word) : misspelt(value, word, words));
    }

    private static Optional<String> misspelt(Value value, String word, List<String> words) {
        return value.wrong(
                "",
                Keys.nearest(word, words)
                        .map(near -> "did you mean " + quoted(near) + "?")
                        .orElse(""));
    }

    Type<List<T>> list() {
        return listOf("a list of " + many, false, false);
    }

    Type<List<T>> nonEmptyList() {
        return listOf("a non-empty list of " + many, true, false);
    }

    /** A list without repetitions. */
    Type<List<T>> uniqueList() {
        return listOf("a list of " + many, false, true);
    }

    Type<List<T>> uniqueNonEmptyList() {
        return listOf("a non-empty list of " + many, true, true);
    }

    private Type<List<T>> listOf(String words, boolean nonEmpty, boolean unique) {
        return new Type<>(words, words, secret, List.of(), this::shownList, value -> items(value, nonEmpty, unique));
    }

    private String shownList(List<T> items) {
        return items.stream().map(show).toList().toString();
    }

    /** As {@link #uniqueList}, where order means nothing but is kept. */
    Type<Set<T>> uniqueSet() {
        return setOf(uniqueList());
    }

    Type<Set<T>> uniqueNonEmptySet() {
        return setOf(uniqueNonEmptyList());
    }

    private static <T> Type<Set<T>> setOf(Type<List<T>> list) {
        return list.map(
                items -> Collections.unmodifiableSet(new LinkedHashSet<>(items)),
                set -> list.show().apply(List.copyOf(set)));
    }

    private Optional<List<T>> items(Value value, boolean nonEmpty, boolean unique) {
        if (!(value.raw() instanceof TomlArray array)) {
            boolean single = !value.secret() && !(value.raw() instanceof TomlTable);
            return value.wrong("", single ? "put it in brackets: [" + value.shown() + "]" : "");
        }
        if (nonEmpty && array.isEmpty()) {
            return value.wrong(new Fault("", value.expected(), "an empty list", ""));
        }
        Problems problems = value.context().problems();
        Set<T> seen = new LinkedHashSet<>();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String key = Keys.item(value.key(), i);
            problems.place(key, array.inputPositionOf(i));
            Optional<T> item = read(value.context(), key, array.get(i));
            item.ifPresent(items::add);
            if (unique && item.isPresent() && !seen.add(item.get())) {
                problems.error(key, Fault.of("listed twice").found(show.apply(item.get())));
            }
        }
        return Optional.of(List.copyOf(items));
    }

    private static Optional<Boolean> bool(Value value) {
        if (value.raw() instanceof Boolean truth) {
            return Optional.of(truth);
        }
        return value.wrong("", boolHint(value.raw()));
    }

    private static String boolHint(Object raw) {
        return switch (raw) {
            case String text when text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") -> "drop the quotes";
            case String text when text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on") -> "write true";
            case String text when text.equalsIgnoreCase("no") || text.equalsIgnoreCase("off") -> "write false";
            case Long number when number == 1 -> "write true";
            case Long number when number == 0 -> "write false";
            default -> "";
        };
    }

    private static Optional<Boolean> lenientBool(Value value) {
        if (value.raw() instanceof String text && (text.equals("true") || text.equals("false"))) {
            value.context()
                    .problems()
                    .warning(
                            value.key(),
                            new Fault("taken as " + text, value.expected(), value.shown(), "drop the quotes"));
            return Optional.of(text.equals("true"));
        }
        return bool(value);
    }

    static String quoted(String text) {
        return '"' + Value.escape(text) + '"';
    }
}
