package im.vestibule.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlPosition;

/** Collects what is wrong with one file, and knows where each of its keys is written. */
final class Problems {
    private final Places places;
    private final Set<String> faulty = new HashSet<>();
    private final Set<String> unbuilt = new HashSet<>();
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        places = new Places(file);
    }

    void place(String key, TomlPosition position) {
        places.add(key, position);
    }

    /** Whether the file holds this key. */
    boolean written(String key) {
        return places.contains(key);
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
        found.add(places.problem(Problem.Severity.ERROR, key, fault));
    }

    void warning(String key, Fault fault) {
        // What can never have an effect need not be announced as coming.
        if (unbuilt.contains(key)) {
            found.removeIf(problem -> problem.key().equals(key) && !problem.isError());
        }
        found.add(places.problem(Problem.Severity.WARNING, key, fault));
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
        found.add(places.problem(Problem.Severity.ERROR, "", position, fault));
    }

    /** Takes back what was reported about some lines. */
    void forget(int from, int before) {
        int first = places.line(from);
        int end = places.line(before);
        found.removeIf(problem -> problem.line() >= first && problem.line() < end);
    }

    Places places() {
        return places;
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    List<Problem> sorted() {
        return found.stream().sorted(Problem.BY_POSITION).toList();
    }
}
