package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import im.vestibule.services.pool.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The servers of a pool, which hold the same data: the one that worked last is tried first, then the others in turn. After
 * a round in which none worked there is a pause, during which whoever wants a connection hears at once that there is none.
 */
final class Servers {
    private final List<Opener> servers;
    private final long pauseNanos;
    private final LongSupplier clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Open());
    private volatile int favourite;

    private sealed interface State {
        record Open() implements State {}

        /**
         * @param until of the clock
         */
        record Pause(long until, String reason) implements State {}
    }

    /**
     * @param pause after a round in which none worked
     * @param clock nanoseconds since any moment
     */
    Servers(List<? extends Opener> servers, Duration pause, LongSupplier clock) {
        this.servers = List.copyOf(servers);
        this.pauseNanos = pause.toNanos();
        this.clock = clock;
    }

    LDAPConnection connect(Deadline deadline) throws Unreachable {
        if (state.get() instanceof State.Pause pause) {
            end(pause, deadline);
        }
        StringJoiner reasons = new StringJoiner("; ");
        int first = favourite;
        for (int i = 0; i < servers.size(); i++) {
            int at = (first + i) % servers.size();
            try {
                LDAPConnection connection = servers.get(at).connect(deadline.share(servers.size() - i));
                favourite = at;
                state.set(new State.Open());
                return connection;
            } catch (Unreachable e) {
                reasons.add(e.getMessage());
            }
        }
        state.set(new State.Pause(clock.getAsLong() + pauseNanos, reasons.toString()));
        throw new Unreachable(reasons.toString());
    }

    /** One caller ends a pause that is over; for the others it goes on until there is a result. */
    private void end(State.Pause pause, Deadline deadline) throws Unreachable {
        long now = clock.getAsLong();
        long trial = TimeUnit.MILLISECONDS.toNanos(deadline.left());
        boolean ours = now - pause.until() >= 0
                && state.compareAndSet(pause, new State.Pause(now + trial + pauseNanos, pause.reason()));
        if (!ours) {
            throw new Unreachable(pause.reason());
        }
    }
}
