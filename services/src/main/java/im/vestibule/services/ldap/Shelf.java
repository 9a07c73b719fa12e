package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;

/**
 * Open connections that nobody uses at the moment. The last one used is the next one used; those that were idle for a
 * minute are closed, as somebody on the way may have forgotten them by then.
 */
final class Shelf {
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private final Deque<Kept> kept = new ConcurrentLinkedDeque<>();
    private final LongSupplier clock;
    private volatile boolean closed;

    /** @param since of the clock */
    private record Kept(LDAPConnection connection, long since) {}

    /**
     * @param clock nanoseconds since any moment
     */
    Shelf(LongSupplier clock) {
        this.clock = clock;
    }

    Optional<LDAPConnection> take() {
        for (Kept next = kept.pollFirst(); next != null; next = kept.pollFirst()) {
            if (!isOld(next)) {
                return Optional.of(next.connection());
            }
            next.connection().close();
        }
        return Optional.empty();
    }

    void put(LDAPConnection connection) {
        kept.addFirst(new Kept(connection, clock.getAsLong()));
        Kept oldest = kept.peekLast();
        if (oldest != null && isOld(oldest) && kept.remove(oldest)) {
            oldest.connection().close();
        }
        if (closed) {
            close();
        }
    }

    private boolean isOld(Kept connection) {
        return clock.getAsLong() - connection.since() >= LONGEST_NANOS;
    }

    /** For good: what is put back later is closed. */
    void close() {
        closed = true;
        for (Kept next = kept.pollFirst(); next != null; next = kept.pollFirst()) {
            next.connection().close();
        }
    }
}
