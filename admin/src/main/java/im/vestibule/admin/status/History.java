package im.vestibule.admin.status;

import im.vestibule.admin.status.Status.Totals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The curves of the last quarter of an hour. Not thread-safe. */
final class History {
    private final int most;
    private final Deque<Point> points;
    private Optional<Look> last = Optional.empty();

    private record Look(Totals totals, long nanos) {}

    /** @param most points that are kept */
    History(int most) {
        this.most = most;
        points = new ArrayDeque<>(most);
    }

    /**
     * Adds a point; but not with the first look, which has nothing before it.
     *
     * @param nanos as {@link System#nanoTime}
     * @param time of day, in milliseconds
     */
    Optional<Point> add(Totals totals, long nanos, long time) {
        Optional<Point> point = last.filter(before -> nanos > before.nanos())
                .map(before -> Point.between(before.totals(), totals, nanos - before.nanos(), time));
        last = Optional.of(new Look(totals, nanos));
        point.ifPresent(fresh -> {
            if (points.size() == most) {
                points.removeFirst();
            }
            points.addLast(fresh);
        });
        return point;
    }

    /** Oldest first. */
    List<Point> points() {
        return List.copyOf(points);
    }
}
