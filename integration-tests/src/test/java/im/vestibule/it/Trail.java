package im.vestibule.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What has happened to somebody: how often by kind, and one after the other in a {@link Journal}. */
final class Trail {
    private final Journal journal;
    private final String name;
    private final Map<String, AtomicInteger> events = new ConcurrentHashMap<>();

    Trail(Journal journal, String name) {
        this.journal = journal;
        this.name = name;
    }

    void count(String event) {
        events.computeIfAbsent(event, first -> new AtomicInteger()).incrementAndGet();
        note(event);
    }

    /** Something that is not counted. */
    void note(String what) {
        journal.note(name, what);
    }

    /** How often what has happened so far. */
    Map<String, Integer> events() {
        Map<String, Integer> counts = new TreeMap<>();
        events.forEach((event, count) -> counts.put(event, count.get()));
        return counts;
    }
}
