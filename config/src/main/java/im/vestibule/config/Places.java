package im.vestibule.config;

import im.vestibule.config.Problem.Severity;
import java.util.HashMap;
import java.util.Map;
import org.tomlj.TomlPosition;

/** Where the keys of one file are written. */
public final class Places {
    private static final TomlPosition START = TomlPosition.positionAt(1, 1);

    private final String file;
    private final Map<String, TomlPosition> places = new HashMap<>();
    private Gaps gaps = Gaps.none();

    Places(String file) {
        this.file = file;
    }

    /** From now on lines are those of a text without its gaps. */
    void in(Gaps text) {
        gaps = text;
    }

    /** The line of the file. */
    int line(int line) {
        return gaps.before(line);
    }

    void add(String key, TomlPosition position) {
        places.putIfAbsent(key, position);
    }

    boolean contains(String key) {
        return places.containsKey(key);
    }

    /** Where the key is written, or else the nearest table around it. */
    private TomlPosition of(String key) {
        for (String at = key; !at.isEmpty(); at = Keys.parent(at)) {
            TomlPosition place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return START;
    }

    /**
     * A problem with an option.
     *
     * @param key dotted and with indexes: {@code listen.c2s[0].tls.certfile}
     * @param what what is wrong
     * @param hint what to try; may be empty
     */
    public Problem problem(Severity severity, String key, String what, String hint) {
        return problem(severity, key, of(key), new Fault(what, "", "", hint));
    }

    Problem problem(Severity severity, String key, Fault fault) {
        return problem(severity, key, of(key), fault);
    }

    Problem problem(Severity severity, String key, TomlPosition at, Fault fault) {
        return new Problem(
                severity,
                file,
                line(at.line()),
                at.column(),
                key,
                fault.what(),
                fault.expected(),
                fault.found(),
                fault.hint());
    }
}
