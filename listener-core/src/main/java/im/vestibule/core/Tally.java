package im.vestibule.core;

import java.util.EnumMap;
import java.util.Map;
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
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    public Tally() {
        for (Refusal cause : Refusal.values()) {
            refused.put(cause, new LongAdder());
        }
    }

    void accept() {
        accepted.increment();
    }

    /** Once per connection. */
    public void refuse(Refusal cause) {
        count(refused, cause).increment();
    }

    /** Connections taken from the kernel. */
    public long accepted() {
        return accepted.sum();
    }

    public long refused(Refusal cause) {
        return count(refused, cause).sum();
    }

    @SuppressWarnings("NullAway") // Every constant has its count.
    private static <E extends Enum<E>> LongAdder count(Map<E, LongAdder> counts, E cause) {
        return counts.get(cause);
    }
}
