package im.vestibule.core;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one log line in a second through and counts the others. From any thread. */
public final class LogGate {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong last = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private volatile boolean used;

    /**
     * Asks to log a line.
     *
     * @param now as {@link System#nanoTime}
     * @return if the line may go, how many others were held back since the last one
     */
    public OptionalLong pass(long now) {
        long before = last.get();
        if ((used && now - before < SECOND) || !last.compareAndSet(before, now)) {
            held.incrementAndGet();
            return OptionalLong.empty();
        }
        used = true;
        return OptionalLong.of(held.getAndSet(0));
    }
}
