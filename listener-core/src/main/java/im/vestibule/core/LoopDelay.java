package im.vestibule.core;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Sees once a second how late an event loop is with what was due: what everybody on that loop waits, then, too. */
public final class LoopDelay implements Runnable {
    private static final long PERIOD_NS = 1_000_000_000;

    private final EventExecutor loop;
    private final LongSupplier clock;
    private final Histogram delays = new Histogram(
            1_000_000,
            2_500_000,
            5_000_000,
            10_000_000,
            25_000_000,
            50_000_000,
            100_000_000,
            250_000_000,
            1_000_000_000);
    private long due;

    private LoopDelay(EventExecutor loop, LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /**
     * Looks from now on, until the loop ends.
     *
     * @param clock in nanoseconds, such as {@link System#nanoTime}
     * @return delays in nanoseconds
     */
    public static Histogram watch(EventExecutor loop, LongSupplier clock) {
        LoopDelay probe = new LoopDelay(loop, clock);
        loop.execute(probe::again);
        return probe.delays;
    }

    private void again() {
        due = clock.getAsLong() + PERIOD_NS;
        var _ = loop.schedule(this, PERIOD_NS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        delays.record(Math.max(0, clock.getAsLong() - due));
        again();
    }
}
