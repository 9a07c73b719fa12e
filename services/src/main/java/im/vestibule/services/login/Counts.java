package im.vestibule.services.login;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by key. One is forgotten once it has not grown for ten minutes, or early when it is the one that has not grown
 * for the longest time among more than {@link #MOST}. Not thread-safe.
 */
final class Counts<K> {
    static final int MOST = 100_000;
    static final long WINDOW = 600_000_000_000L;

    private record Count(int value, long last) {}

    /** In the order in which they have last grown. */
    private final Map<K, Count> counts = new LinkedHashMap<>();

    /**
     * @param now as {@link System#nanoTime}
     */
    int of(K key, long now) {
        forget(now);
        Count count = counts.get(key);
        return count == null ? 0 : count.value;
    }

    void increment(K key, long now) {
        Count count = counts.remove(key);
        counts.put(key, new Count(count == null ? 1 : count.value + 1, now));
        forget(now);
    }

    void takeBack(K key, int number) {
        counts.computeIfPresent(
                key, (same, count) -> count.value <= number ? null : new Count(count.value - number, count.last));
    }

    int size() {
        return counts.size();
    }

    private void forget(long now) {
        Iterator<Count> oldest = counts.values().iterator();
        while (oldest.hasNext()) {
            Count count = oldest.next();
            if (counts.size() <= MOST && now - count.last < WINDOW) {
                return;
            }
            oldest.remove();
        }
    }
}
