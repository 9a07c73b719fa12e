package im.vestibule.admin.status;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A server as it goes on, in JSON: objects of {@link View}'s shape. From any thread; may wait for a moment. */
public interface Live {
    /** Between two looks. */
    Duration PERIOD = Duration.ofSeconds(2);

    /** How far back curves go. */
    Duration SPAN = Duration.ofMinutes(15);

    /** Those who may watch at a time. */
    int MOST = 100;

    /** As it is now, with whole curves. */
    String now();

    /**
     * Tells a watcher how it is now, with whole curves, and from then on with each look what that has found, with the newest
     * point of the curves only.
     *
     * @param watcher is called by one thread at a time, and must not wait
     * @return leaves; empty if there are as many watchers as there may be
     */
    Optional<Runnable> watch(Consumer<String> watcher);
}
