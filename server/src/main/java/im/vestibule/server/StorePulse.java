package im.vestibule.server;

import im.vestibule.admin.status.Status;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Sees by a question, one at a time, whether the store answers. Whoever looks does not wait for the answer. */
final class StorePulse {
    /** A question that waits for so long is a trouble of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long NONE = 0;

    private final Store store;
    private final AtomicLong asked = new AtomicLong(NONE);
    private volatile Optional<Double> millis = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    StorePulse(Store store) {
        this.store = store;
    }

    /** What the last answer has shown; asks again. */
    Status.Store look() {
        long now = System.nanoTime() | 1;
        long waiting = asked.compareAndExchange(NONE, now);
        Optional<String> silence = waiting == NONE || now - waiting < PATIENCE.toNanos()
                ? Optional.empty()
                : Optional.of("no answer for " + Duration.ofNanos(now - waiting).toSeconds() + " s");
        if (waiting == NONE) {
            Thread.ofVirtual().name("store-pulse").start(() -> ask(now));
        }
        return new Status.Store(
                store.waiting(), store.mostWaiting(), store.lost(), millis, silence.isPresent() ? silence : trouble);
    }

    private void ask(long start) {
        try {
            int _ = store.read(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one());
            millis = Optional.of(Math.round((System.nanoTime() - start) / 1e4) / 100.0);
            trouble = Optional.empty();
        } catch (StoreException failure) {
            trouble = Optional.of(House.reason(failure));
        } finally {
            asked.set(NONE);
        }
    }
}
