package im.vestibule.xmpp;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What streams count, by the key of their listener. As many as there have been listeners in the file. */
public final class Tallies {
    private final Map<String, StreamTally> tallies = new ConcurrentHashMap<>();

    /** Of a listener whose connections have streams. */
    public StreamTally of(String listener) {
        return tallies.computeIfAbsent(listener, l -> new StreamTally());
    }

    /** Empty if the listener's connections have no streams. */
    public Optional<StreamTally> find(String listener) {
        return Optional.ofNullable(tallies.get(listener));
    }

    /** Of every listener that there has been. */
    public Collection<StreamTally> all() {
        return Collections.unmodifiableCollection(tallies.values());
    }
}
