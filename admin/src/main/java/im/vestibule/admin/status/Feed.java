package im.vestibule.admin.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what looks at the server have found, and tells those who watch. */
public final class Feed implements Live {
    private final History history = new History((int) SPAN.dividedBy(PERIOD));
    private final Growth growth = new Growth();
    private final List<Consumer<String>> watchers = new ArrayList<>();
    private Status latest;

    /** @param first look */
    public Feed(Status first, long nanos) {
        latest = first;
        take(first, nanos);
    }

    /**
     * Takes the next look.
     *
     * @param nanos when that was, as {@link System#nanoTime}
     */
    public synchronized void take(Status status, long nanos) {
        latest = status;
        growth.add(status.counts(), nanos);
        Optional<Point> point = history.add(status.totals(), nanos, status.time());
        if (!watchers.isEmpty()) {
            String json = json(point.stream().toList());
            watchers.forEach(watcher -> watcher.accept(json));
        }
    }

    private String json(List<Point> points) {
        return View.of(latest, growth, points).json();
    }

    @Override
    public synchronized String now() {
        return json(history.points());
    }

    @Override
    public synchronized Optional<Runnable> watch(Consumer<String> watcher) {
        if (watchers.size() >= MOST) {
            return Optional.empty();
        }
        watcher.accept(now());
        watchers.add(watcher);
        return Optional.of(() -> leave(watcher));
    }

    private synchronized void leave(Consumer<String> watcher) {
        watchers.remove(watcher);
    }
}
