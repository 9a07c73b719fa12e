package im.vestibule.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One TOML table as its reader sees it. Every key a reader asks for becomes a known option of the table; a reader asks for
 * all of its keys, whatever their values, so that what is left over is unknown. A wrong value is reported and replaced by
 * its default, so one problem never hides another.
 */
abstract sealed class Section permits Written, Described {
    static final String MANDATORY = "mandatory";
    static final String NOT_SET = "not set";

    /** The value if it is written and right. */
    abstract <T> Optional<T> find(String key, Type<T> type, String fallback);

    /** Whether the key is in the file, right or wrong. */
    abstract boolean written(String key);

    /** The full key of an option of this table. */
    abstract String path(String key);

    abstract void errorAt(String fullKey, Fault fault);

    abstract void warning(String key, Fault fault);

    abstract void missing(String key, String expected);

    /** A table that counts only if it is written. */
    abstract <T> Optional<T> table(String key, Function<Section, T> reader);

    /** A table that is filled with defaults if it is not written. */
    abstract <T> T section(String key, Function<Section, T> reader);

    /** An array of tables, empty if it is not written. */
    abstract <T> List<T> tables(String key, Function<Section, T> reader);

    /**
     * One of several arrays of tables.
     *
     * @param key its name
     */
    record Kind<T>(String key, Function<Section, ? extends T> reader) {}

    /** Several arrays of tables, in the order of the file. */
    abstract <T> List<T> tables(List<Kind<T>> kinds);

    /** Every key of this table is a name of the operator's choice. In the order of the file. */
    abstract <T> Map<String, T> names(BiFunction<Section, String, T> reader);

    /** Makes names known whose tables are not looked into, and gives those that are written. */
    abstract List<String> take(List<String> names);

    /** A path relative to the file. */
    abstract Path directory(String name);

    /** Makes a name known that options elsewhere refer to. */
    abstract void define(Names.Kind kind, String name);

    /** This table, read on behalf of one host. */
    abstract Section forHost(String host);

    void error(String key, Fault fault) {
        errorAt(path(key), fault);
    }

    <T> T value(String key, Type<T> type, T fallback) {
        return find(key, type, type.show().apply(fallback)).orElse(fallback);
    }

    <T> Optional<T> optional(String key, Type<T> type) {
        return find(key, type, NOT_SET);
    }

    <T> T mandatory(String key, Type<T> type) {
        Optional<T> found = find(key, type, MANDATORY);
        if (!written(key)) {
            missing(key, type.one());
        }
        return found.orElse(type.standIn());
    }

    /** Reports tables of a list that say something about what another one already did. */
    <T> void distinct(String key, List<T> tables, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tables.size(); i++) {
            String text = name.apply(tables.get(i));
            if (!text.isEmpty() && !seen.add(text)) {
                errorAt(Keys.item(path(key), i), Fault.of("second entry for " + Type.quoted(text)));
            }
        }
    }

    boolean bool(String key, boolean fallback) {
        return value(key, Type.BOOL, fallback);
    }

    int positive(String key, int fallback) {
        return value(key, NumberTypes.POSITIVE, fallback);
    }

    int port(String key) {
        return mandatory(key, NumberTypes.PORT);
    }
}
