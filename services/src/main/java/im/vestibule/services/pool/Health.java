package im.vestibule.services.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one service outside works, as the calls to it find it. Says so once when it goes and once when it returns; it has
 * returned when a call succeeds and none has failed for a second, so a service that fails now and then is no flood of lines.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long CALM_NANOS = 1_000_000_000;

    private final String name;
    private final Watch watch;
    private final LongSupplier clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Up());

    private sealed interface State {
        record Up() implements State {}

        /**
         * @param since of the clock, as is {@code last}
         * @param last failure
         */
        record Down(long since, long last) implements State {}
    }

    /** By {@link System#nanoTime}. */
    public Health(String name, Watch watch) {
        this(name, watch, System::nanoTime);
    }

    /**
     * @param clock nanoseconds since any moment
     */
    Health(String name, Watch watch, LongSupplier clock) {
        this.name = name;
        this.watch = watch;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    public boolean isDown() {
        return state.get() instanceof State.Down;
    }

    /**
     * A call failed through no fault of its own.
     *
     * @return whether the service worked until now
     */
    public boolean failed(String reason) {
        long now = clock.getAsLong();
        State before = state.getAndUpdate(at ->
                new State.Down(at instanceof State.Down(long since, long _) ? since : now, now));
        if (before instanceof State.Down) {
            return false;
        }
        LOG.atError().addKeyValue("backend", name).addKeyValue("reason", reason).log("backend_down");
        watch.down(name, reason);
        return true;
    }

    /** A call succeeded. */
    public void worked() {
        State at = state.get();
        if (at instanceof State.Down(long since, long last)) {
            long now = clock.getAsLong();
            if (now - last >= CALM_NANOS && state.compareAndSet(at, new State.Up())) {
                LOG.atWarn()
                        .addKeyValue("backend", name)
                        .addKeyValue("seconds", Duration.ofNanos(now - since).toSeconds())
                        .log("backend_up");
                watch.up(name);
            }
        }
    }
}
