package im.vestibule.core;

import java.util.concurrent.atomic.LongAdder;

/** What one listener counts while it is open. The number of counts is fixed; none grows with clients. From any thread. */
public final class Tally {
    /** Why a connection was closed before its protocol began. */
    public enum Refusal {
        /** No PROXY header in time, or one that is malformed. */
        PROXY_HEADER,
        /** A PROXY header from a network outside of {@code trusted_proxies}. */
        UNTRUSTED_PROXY,
        CONNECTIONS_PER_ADDRESS,
        CONNECTION_RATE_PER_ADDRESS,
        CONNECTION_RATE
    }

    private final LongAdder accepted = new LongAdder();
    private final LongAdder pauses = new LongAdder();
    private final Counts<Refusal> refused = new Counts<>(Refusal.class);

    void accept() {
        accepted.increment();
    }

    /** Once per connection. */
    public void refuse(Refusal cause) {
        refused.add(cause);
    }

    /** A shaper stops reading for a while. */
    public void pause() {
        pauses.increment();
    }

    /** Connections taken from the kernel. */
    public long accepted() {
        return accepted.sum();
    }

    public long refused(Refusal cause) {
        return refused.get(cause);
    }

    public Counts<Refusal> refused() {
        return refused;
    }

    /** How often a shaper has stopped reading. */
    public long pauses() {
        return pauses.sum();
    }
}
