package im.vestibule.xmpp;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many stanzas wait for a peer: taken, and not yet the kernel's. Counts only if there is a bound, so that whoever has
 * none pays nothing.
 */
final class Backlog {
    /** Of a peer that is bounded by bytes alone. */
    static final Backlog UNBOUNDED = new Backlog(OptionalLong.empty());

    private final long most;
    private final AtomicLong waiting = new AtomicLong();
    // Only the peer's loop touches it.
    private long unsent;

    Backlog(OptionalLong most) {
        this.most = most.orElse(Long.MAX_VALUE);
    }

    private boolean bounded() {
        return most != Long.MAX_VALUE;
    }

    /** Takes one more; false, and nothing has changed, at the bound. From any thread. */
    boolean take() {
        if (bounded() && waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    /** One that was taken will not be sent after all. From any thread. */
    void drop() {
        if (bounded()) {
            waiting.decrementAndGet();
        }
    }

    /** One that was taken is among what is sent next. */
    void collect() {
        if (bounded()) {
            unsent++;
        }
    }

    /** How many are sent now; whoever asks tells of them once they are {@link #gone}. */
    long send() {
        long now = unsent;
        if (now > 0) {
            unsent = 0;
        }
        return now;
    }

    /** So many are the kernel's, or lost with the connection. */
    void gone(long stanzas) {
        waiting.addAndGet(-stanzas);
    }
}
