package im.vestibule.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table that claims to hold everything it is asked for, and writes down what that was. */
final class Described extends Section {
    private static final String ANY_NAME = "*";

    private final String path;
    private final List<Option> options;

    Described(String path, List<Option> options) {
        this.path = path;
        this.options = options;
    }

    /**
     * One option of the file.
     *
     * @param key dotted, without indexes; {@code *} for a name of the operator's choice
     * @param type in words
     * @param fallback the default as it would be written, or {@code mandatory}, or {@code not set}
     */
    record Option(String key, String type, String fallback) {}

    static List<Option> by(Function<Section, ?> reader) {
        List<Option> options = new ArrayList<>();
        // Only what it asks for is of interest, not what it makes of it.
        var _ = reader.apply(new Described("", options));
        return options;
    }

    @Override
    <T> Optional<T> find(String key, Type<T> type, String fallback) {
        options.add(new Option(path(key), type.one().replaceFirst("^an? ", ""), fallback));
        return Optional.empty();
    }

    @Override
    boolean written(String key) {
        return true;
    }

    @Override
    String path(String key) {
        return Keys.child(path, key);
    }

    @Override
    void errorAt(String fullKey, Fault fault) {
        // Nothing is wrong with a description.
    }

    @Override
    void warning(String key, Fault fault) {
        // Nothing is wrong with a description.
    }

    @Override
    void missing(String key, String expected) {
        // Nothing is missing from a description.
    }

    @Override
    <T> Optional<T> table(String key, Function<Section, T> reader) {
        return Optional.of(section(key, reader));
    }

    @Override
    <T> T section(String key, Function<Section, T> reader) {
        int before = options.size();
        T result = reader.apply(new Described(path(key), options));
        if (options.size() == before) {
            options.add(new Option(path(key), "table without options", NOT_SET));
        }
        return result;
    }

    @Override
    <T> List<T> tables(String key, Function<Section, T> reader) {
        return List.of(section(key, reader));
    }

    @Override
    <T> List<T> tables(List<Kind<T>> kinds) {
        return kinds.stream().<T>map(kind -> section(kind.key(), kind.reader())).toList();
    }

    @Override
    <T> Map<String, T> names(BiFunction<Section, String, T> reader) {
        return Map.of(ANY_NAME, reader.apply(this, ANY_NAME));
    }

    @Override
    List<String> take(List<String> names) {
        return List.of();
    }

    @Override
    Path directory(String name) {
        return Path.of(name);
    }

    @Override
    void define(Names.Kind kind, String name) {
        // The only name here is the asterisk.
    }

    /** The tables of one host are those of all hosts, described there. */
    @Override
    Section forHost(String host) {
        return new Described(path, new ArrayList<>());
    }
}
