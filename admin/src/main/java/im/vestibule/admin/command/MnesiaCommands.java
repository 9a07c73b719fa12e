package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is asked of MongooseIM's database, of the store that is in its place: what has no meaning here is refused in words.
 */
public final class MnesiaCommands {
    private final Machine machine;
    private final Map<String, Supplier<Value>> keys;

    public MnesiaCommands(Machine machine) {
        this.machine = machine;
        keys = new TreeMap<>(Map.of(
                "is_running", () -> new Value.Text("yes"),
                "directory", () -> new Value.Text(machine.directory().toString()),
                "use_dir", () -> new Value.Text("true"),
                "version", () -> new Value.Text(machine.version()),
                "db_nodes", () -> new Value.Texts(List.of("self")),
                "running_db_nodes", () -> new Value.Texts(List.of("self")),
                "extra_db_nodes", () -> new Value.Texts(List.of()),
                "tables", () -> new Value.Texts(machine.tables())));
    }

    /** What a key stands for. */
    public sealed interface Value {
        record Text(String text) implements Value {}

        record Texts(List<String> texts) implements Value {}
    }

    /** A key with what it stands for. */
    public record Entry(String key, Value value) {}

    /**
     * What is known about the store, one answer for each key.
     *
     * @param wanted empty for all that there are
     */
    public List<Answer<Entry>> info(Optional<List<String>> wanted) {
        return wanted.orElseGet(() -> List.copyOf(keys.keySet())).stream()
                .map(this::info)
                .toList();
    }

    private Answer<Entry> info(String key) {
        Supplier<Value> known = keys.get(key);
        return known == null
                ? Answer.refused(Refusal.of(Code.BAD_KEY_ERROR, "Key \"" + key + "\" does not exist")
                        .with("key", key))
                : Answer.done(new Entry(key, known.get()));
    }

    /** Whatever would change or copy it. */
    public <T> Answer<T> change() {
        return Answer.refused(
                Code.NOT_SUPPORTED,
                "This server has no Mnesia: its data is the SQLite database in " + machine.directory()
                        + ", to be copied by SQLite's own tools");
    }
}
