package im.vestibule.http;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What HTTP listeners count, by their key. As many as there have been listeners in the file. */
public final class HttpTallies {
    private final Map<String, HttpTally> tallies = new ConcurrentHashMap<>();

    HttpTally of(String listener) {
        return tallies.computeIfAbsent(listener, l -> new HttpTally());
    }

    /** Empty if this is no HTTP listener. */
    public Optional<HttpTally> find(String listener) {
        return Optional.ofNullable(tallies.get(listener));
    }

    /** Of every HTTP listener that there has been. */
    public Collection<HttpTally> all() {
        return Collections.unmodifiableCollection(tallies.values());
    }
}
