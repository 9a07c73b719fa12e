package im.vestibule.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tomlj.TomlPosition;

/** Collects what is wrong with one file, and knows where each of its keys is written. */
final class Problems {
    private static final TomlPosition START = TomlPosition.positionAt(1, 1);

    private final String file;
    private final Map<String, TomlPosition> places = new HashMap<>();
    private final Set<String> faulty = new HashSet<>();
    private final Set<String> unbuilt = new HashSet<>();
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void place(String key, TomlPosition position) {
        places.putIfAbsent(key, position);
    }

    /** Whether the file holds this key. */
    boolean written(String key) {
        return places.containsKey(key);
    }

    /** Whether an error was already reported for this very key. */
    boolean faulty(String key) {
        return faulty.contains(key);
    }

    /** As {@link #faulty}, or for a part of it. */
    boolean faultyWithin(String key) {
        return faulty(key) || faulty.stream().anyMatch(f -> f.startsWith(key + ".") || f.startsWith(key + "["));
    }

    void error(String key, Fault fault) {
        faulty.add(key);
        add(Problem.Severity.ERROR, placeOf(key), key, fault);
    }

    void warning(String key, Fault fault) {
        // What can never have an effect need not be announced as coming.
        if (unbuilt.contains(key)) {
            found.removeIf(problem -> problem.key().equals(key) && !problem.isError());
        }
        add(Problem.Severity.WARNING, placeOf(key), key, fault);
    }

    /** A warning that covers all that is inside the key's table. */
    void notYet(String key, Fault fault) {
        for (String around = key; !around.isEmpty(); around = Keys.parent(around)) {
            if (unbuilt.contains(around)) {
                return;
            }
        }
        warning(key, fault);
        unbuilt.add(key);
    }

    /** An error that belongs to a spot of the text rather than to a key. */
    void error(TomlPosition position, Fault fault) {
        add(Problem.Severity.ERROR, position, "", fault);
    }

    private void add(Problem.Severity severity, TomlPosition at, String key, Fault fault) {
        found.add(new Problem(
                severity,
                file,
                at.line(),
                at.column(),
                key,
                fault.what(),
                fault.expected(),
                fault.found(),
                fault.hint()));
    }

    /** Where the key is written, or else the nearest table around it. */
    private TomlPosition placeOf(String key) {
        for (String at = key; !at.isEmpty(); at = Keys.parent(at)) {
            TomlPosition place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return START;
    }

    /** Takes back what was reported about some lines. */
    void forget(int from, int before) {
        found.removeIf(problem -> problem.line() >= from && problem.line() < before);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    List<Problem> sorted() {
        return found.stream().sorted(Problem.BY_POSITION).toList();
    }
}
