package im.vestibule.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table of a file. */
final class Written extends Section {
    private static final TomlTable EMPTY = Toml.parse("");
    /** With more options than these, a list of all of them is no help. */
    private static final int LISTED = 12;

    private final Context context;
    private final TomlTable table;
    private final String path;
    private final Set<String> known;

    private Written(Context context, TomlTable table, String path, Set<String> known) {
        this.context = context;
        this.table = table;
        this.path = path;
        this.known = known;
        for (String key : table.keySet()) {
            TomlPosition position = table.inputPositionOf(List.of(key));
            if (position != null) {
                context.problems().place(path(key), position);
            }
        }
    }

    /** Reads a table and reports the keys in it that the reader did not ask for. */
    static <T> T read(Context context, TomlTable table, String path, Function<Section, T> reader) {
        Written section = new Written(context, table, path, new LinkedHashSet<>());
        T result = reader.apply(section);
        section.table.keySet().stream()
                .filter(key -> !section.known.contains(key))
                .forEach(section::unknown);
        return result;
    }

    private void unknown(String key) {
        Fault fault = Fault.of("unknown option");
        String hint = Keys.nearest(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        known.size() > LISTED
                                ? "docs/options.md lists what there is"
                                : "known here: " + String.join(", ", known));
        error(key, fault.hint(known.isEmpty() ? "this table takes no options" : hint));
    }

    /** What is written under the key, which becomes known. */
    private @Nullable Object raw(String key) {
        known.add(key);
        Object raw = table.get(List.of(key));
        if (raw != null) {
            NotYet.check(context.problems(), path(key), raw);
        }
        return raw;
    }

    @Override
    <T> Optional<T> find(String key, Type<T> type, String fallback) {
        Object raw = raw(key);
        return raw == null ? Optional.empty() : type.read(context, path(key), raw);
    }

    @Override
    boolean written(String key) {
        return table.contains(List.of(key));
    }

    @Override
    String path(String key) {
        return Keys.child(path, key);
    }

    @Override
    void errorAt(String fullKey, Fault fault) {
        context.problems().error(fullKey, fault);
    }

    @Override
    void warning(String key, Fault fault) {
        context.problems().warning(path(key), fault);
    }

    @Override
    void missing(String key, String expected) {
        if (context.complete()) {
            error(key, Fault.of("missing").expected(expected));
        }
    }

    @Override
    <T> Optional<T> table(String key, Function<Section, T> reader) {
        Object raw = raw(key);
        return raw == null ? Optional.empty() : Optional.of(nested(key, raw, reader));
    }

    @Override
    <T> T section(String key, Function<Section, T> reader) {
        Object raw = raw(key);
        return raw == null ? read(context, EMPTY, path(key), reader) : nested(key, raw, reader);
    }

    /** A table; also one found in double brackets, once that is reported, for what else may be wrong in it. */
    private <T> T nested(String key, Object raw, Function<Section, T> reader) {
        if (raw instanceof TomlTable found) {
            return read(context, found, path(key), reader);
        }
        boolean doubled = raw instanceof TomlArray array && array.size() > 0 && array.get(0) instanceof TomlTable;
        error(
                key,
                new Fault("", "a table", Value.kind(raw), doubled ? "use single brackets: [" + header(key) + "]" : ""));
        TomlTable inside = doubled ? ((TomlArray) raw).getTable(0) : EMPTY;
        return read(quiet(doubled), inside, path(key), reader);
    }

    @Override
    <T> List<T> tables(String key, Function<Section, T> reader) {
        Object raw = raw(key);
        return switch (raw) {
            case null -> List.of();
            case TomlArray array -> items(key, array, reader);
            case TomlTable single -> {
                error(key, new Fault("", "a list of tables", "a table", listHint(key)));
                yield List.of(read(context, single, path(key), reader));
            }
            default -> {
                error(key, new Fault("", "a list of tables", Value.kind(raw), ""));
                yield List.of();
            }
        };
    }

    private <T> List<T> items(String key, TomlArray array, Function<Section, T> reader) {
        List<T> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String item = Keys.item(path(key), i);
            context.problems().place(item, array.inputPositionOf(i));
            if (array.get(i) instanceof TomlTable found) {
                items.add(read(context, found, item, reader));
            } else {
                context.problems().error(item, new Fault("", "a table", Value.kind(array.get(i)), ""));
                items.add(read(quiet(false), EMPTY, item, reader));
            }
        }
        return List.copyOf(items);
    }

    @Override
    <T> List<T> tables(List<Kind<T>> kinds) {
        SortedMap<TomlPosition, T> placed =
                new TreeMap<>(Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column));
        for (Kind<T> kind : kinds) {
            List<? extends T> items = tables(kind.key(), kind.reader());
            for (int i = 0; i < items.size(); i++) {
                placed.put(place(kind.key(), i), items.get(i));
            }
        }
        return List.copyOf(placed.values());
    }

    /** Where an item of an array is, or what was written in its stead. */
    private TomlPosition place(String key, int index) {
        TomlPosition at = table.get(List.of(key)) instanceof TomlArray array
                ? array.inputPositionOf(index)
                : table.inputPositionOf(List.of(key));
        return Objects.requireNonNull(at, key);
    }

    /** Reading on where nothing can be found: then nothing is missing either. */
    private Context quiet(boolean complete) {
        return new Context(
                context.directory(),
                context.scope(),
                context.complete() && complete,
                context.problems(),
                context.names());
    }

    private String listHint(String key) {
        TomlKeyValue entry = table.entry(List.of(key));
        boolean inline =
                entry != null && !Objects.equals(entry.position(), entry.value().position());
        return inline ? "put it in brackets: [{ }]" : "use double brackets: [[" + header(key) + "]]";
    }

    private String header(String key) {
        return Keys.withoutIndexes(path(key));
    }

    @Override
    <T> Map<String, T> names(BiFunction<Section, String, T> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        table.keySet().forEach(name -> named.put(name, reader.apply(this, name)));
        return Collections.unmodifiableMap(named);
    }

    @Override
    List<String> take(List<String> names) {
        known.addAll(names);
        return names.stream().filter(this::written).toList();
    }

    @Override
    Path directory(String name) {
        return context.directory().resolve(name).toAbsolutePath().normalize();
    }

    @Override
    void define(Names.Kind kind, String name) {
        context.names().define(kind, context.scope(), name);
    }

    @Override
    Section forHost(String host) {
        return new Written(context.forHost(host), table, path, known);
    }
}
