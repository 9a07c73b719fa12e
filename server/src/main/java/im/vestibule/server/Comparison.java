package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Difference;
import im.vestibule.config.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration beside that of the running server. */
sealed interface Comparison {
    /**
     * @param pid of the server
     */
    record Found(long pid, Plan plan) implements Comparison {}

    /** There is no server to compare with. */
    record Nothing(String reason) implements Comparison {}

    static Comparison of(Config config) {
        return switch (RunFile.find(config.storage().directory())) {
            case RunFile.Found.Running(long pid, Config running) -> new Found(pid, Plan.of(running, config));
            case RunFile.Found.Nothing(String reason) -> new Nothing(reason);
        };
    }

    /** Whether the running server would take the configuration. */
    default boolean isPossible() {
        return switch (this) {
            case Found(long _, Plan plan) -> plan.isPossible();
            case Nothing _ -> false;
        };
    }

    /** Lines for an operator. */
    default String text() {
        return switch (this) {
            case Found(long pid, Plan plan) ->
                "With SIGHUP to process " + pid + (plan.isPossible() ? ":\n  " : " nothing would happen:\n  ")
                        + String.join("\n  ", plan.lines()) + "\n";
            case Nothing(String reason) -> reason + "\n";
        };
    }

    /** What becomes JSON: {@code pid} and {@code plan}, or {@code reason}. */
    default Map<String, Object> json() {
        return switch (this) {
            case Found(long pid, Plan plan) -> object("pid", pid, "plan", json(plan));
            case Nothing(String reason) -> object("reason", reason);
        };
    }

    private static Map<String, Object> json(Plan plan) {
        return object(
                "possible", plan.isPossible(),
                "open", plan.open().stream().map(Comparison::json).toList(),
                "change",
                        plan.changed().stream()
                                .map(kept -> object(
                                        "key", kept.door().key(),
                                        "address", kept.door().address(),
                                        "rebind", kept.rebind(),
                                        "options", differences(kept.changes())))
                                .toList(),
                "close", plan.close().stream().map(Comparison::json).toList(),
                "serve", plan.serve(),
                "stop_serving", plan.leave(),
                "set", differences(plan.settings()),
                "restart", differences(plan.restart()));
    }

    private static Map<String, Object> json(Plan.Door door) {
        return object("key", door.key(), "address", door.address());
    }

    private static List<Map<String, Object>> differences(List<Difference> differences) {
        return differences.stream()
                .map(one -> object("key", one.key(), "before", one.before(), "after", one.after()))
                .toList();
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
