package im.vestibule.tls;

import im.vestibule.tls.TlsFault.Severity;
import java.util.ArrayList;
import java.util.List;

/** What was found while one {@code tls} table was built, so that all of it can be told at once. */
final class Faults {
    private final List<TlsFault> found = new ArrayList<>();

    void error(String key, String what, String hint) {
        found.add(new TlsFault(Severity.ERROR, key, what, hint));
    }

    void error(String key, String what) {
        error(key, what, "");
    }

    void warning(String key, String what, String hint) {
        found.add(new TlsFault(Severity.WARNING, key, what, hint));
    }

    void warning(String key, String what) {
        warning(key, what, "");
    }

    boolean fatal() {
        return found.stream().anyMatch(fault -> fault.severity() == Severity.ERROR);
    }

    List<TlsFault> list() {
        return List.copyOf(found);
    }
}
