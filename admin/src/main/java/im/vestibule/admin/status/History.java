package im.vestibule.admin.status;

import im.vestibule.admin.status.Status.Totals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The curves of the last quarter of an hour. Not thread-safe. */
final class History {
    /** Looks that follow closer on each other make no point: too little has happened between them to call it a rate. */
    private static final long LEAST = Duration.ofMillis(500).toNanos();

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
     * Adds a point; but not with the first look, which has nothing before it, nor with one right behind another.
     *
     * @param nanos as {@link System#nanoTime}
     * @param time of day, in milliseconds
     */
    Optional<Point> add(Totals totals, long nanos, long time) {
        if (last.isPresent() && nanos - last.get().nanos() < LEAST) {
            return Optional.empty();
        }
        Optional<Point> point =
                last.map(before -> Point.between(before.totals(), totals, nanos - before.nanos(), time));
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
