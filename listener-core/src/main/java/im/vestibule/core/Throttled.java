package im.vestibule.core;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Log lines that peers can cause: at most ten a second, then one that says how many more there would have been. From any
 * thread.
 */
public final class Throttled {
    /** Lines of one second. */
    static final int MOST = 10;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * What has come up in a second.
     *
     * @param number of the second
     */
    private record Second(long number, long count) {
        Second next(long now) {
            return now == number ? new Second(now, count + 1) : new Second(now, 1);
        }
    }

    private final LongSupplier clock;
    private final AtomicReference<Second> current = new AtomicReference<>(new Second(Long.MIN_VALUE, 0));
    private final AtomicLong held = new AtomicLong();

    /**
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    public Throttled(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Says it now, or counts it.
     *
     * @param timer where the count is said once the second is over
     * @param line says it
     * @param summary says how many were held back
     */
    public void say(ScheduledExecutorService timer, Runnable line, LongConsumer summary) {
        long now = clock.getAsLong();
        if (current.updateAndGet(second -> second.next(Math.floorDiv(now, SECOND))).count <= MOST) {
            line.run();
        } else if (held.getAndIncrement() == 0) {
            var _ = timer.schedule(
                    () -> summary.accept(held.getAndSet(0)), SECOND - Math.floorMod(now, SECOND), TimeUnit.NANOSECONDS);
        }
    }
}
