package im.vestibule.admin.status;

import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.What;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much counts have grown in the last quarter of an hour: what they were is remembered once a minute. There are as many as
 * there are causes, which are few. Not thread-safe.
 */
final class Growth {
    private static final long STEP = Duration.ofMinutes(1).toNanos();
    private static final int STEPS = 15;

    private final Deque<Mark> marks = new ArrayDeque<>(STEPS + 1);

    private record Kind(What what, String cause) {
        static Kind of(Count count) {
            return new Kind(count.what(), count.cause());
        }
    }

    private record Mark(long nanos, Map<Kind, Long> totals) {}

    /** @param nanos as {@link System#nanoTime} */
    void add(List<Count> counts, long nanos) {
        if (!marks.isEmpty() && nanos - marks.getLast().nanos() < STEP) {
            return;
        }
        if (marks.size() > STEPS) {
            marks.removeFirst();
        }
        Map<Kind, Long> totals = new HashMap<>();
        counts.forEach(count -> totals.put(Kind.of(count), count.total()));
        marks.addLast(new Mark(nanos, totals));
    }

    /** Since the oldest mark. */
    long of(Count count) {
        Mark oldest = marks.peekFirst();
        long before = oldest == null ? 0 : oldest.totals().getOrDefault(Kind.of(count), 0L);
        return Math.max(0, count.total() - before);
    }
}
