package im.vestibule.core;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.config.Network;
import im.vestibule.core.Tally.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in at one listener: so many connections of a client's address at once, so many new ones of it per second,
 * and so many new ones in all. An address is an IPv4 address or an IPv6 /64; clients without one count only among all.
 *
 * <p>An address with open connections is never forgotten, so there are at most as many of those as connections. One
 * without is remembered until it may have as many new ones as any other, which takes a second; {@link #MOST_LEFT} of
 * these at most, beyond which the one that left first is forgotten early.
 *
 * <p>From any thread, once per connection that comes and goes. The lock is held for a few steps in memory.
 */
public final class Admission {
    static final int MOST_LEFT = 100_000;
    private static final long SECOND = 1_000_000_000;

    private final Limit most;
    private final Limit rate;
    private final @Nullable TokenBucket all;
    private final Map<Network, Place> present = new HashMap<>();
    private final LinkedHashMap<Network, Place> left = new LinkedHashMap<>();

    private static final class Place {
        private final @Nullable TokenBucket pace;
        private int open;
        private long since;

        Place(@Nullable TokenBucket pace) {
            this.pace = pace;
        }
    }

    private Admission(LimitsSpec limits, long now) {
        most = limits.connectionsPerAddress();
        rate = limits.connectionRatePerAddress();
        all = bucket(limits.connectionRate(), now);
    }

    /**
     * Empty if everybody may come in.
     *
     * @param now as {@link System#nanoTime}
     */
    static Optional<Admission> of(LimitsSpec limits, long now) {
        boolean open = limits.connectionsPerAddress().isInfinite()
                && limits.connectionRatePerAddress().isInfinite()
                && limits.connectionRate().isInfinite();
        return open ? Optional.empty() : Optional.of(new Admission(limits, now));
    }

    /**
     * Decides about a new connection. One that is let in has to {@link #leave} again.
     *
     * @param now as {@link System#nanoTime}
     * @return why it may not come in; empty if it may
     */
    synchronized Optional<Refusal> admit(SocketAddress client, long now) {
        forget(now);
        Optional<Network> origin = origin(client);
        return origin.isPresent() ? admit(origin.get(), now) : admitUnknown(now);
    }

    private Optional<Refusal> admit(Network origin, long now) {
        Place place = present.get(origin);
        if (place == null) {
            place = left.remove(origin);
        }
        if (place == null) {
            place = new Place(bucket(rate, now));
        }
        Optional<Refusal> refusal = judge(place, now);
        if (refusal.isEmpty()) {
            place.open++;
            present.put(origin, place);
        } else if (place.open == 0) {
            remember(origin, place, now);
        }
        return refusal;
    }

    /** What is refused to one address costs the others nothing. */
    private Optional<Refusal> judge(Place place, long now) {
        if (place.open >= most.value()) {
            return Optional.of(Refusal.CONNECTIONS_PER_ADDRESS);
        }
        if (place.pace != null && !place.pace.tryTake(now)) {
            return Optional.of(Refusal.CONNECTION_RATE_PER_ADDRESS);
        }
        return admitUnknown(now);
    }

    private Optional<Refusal> admitUnknown(long now) {
        return all == null || all.tryTake(now) ? Optional.empty() : Optional.of(Refusal.CONNECTION_RATE);
    }

    /** A connection that was let in is gone. */
    synchronized void leave(SocketAddress client, long now) {
        forget(now);
        origin(client).ifPresent(origin -> leave(origin, now));
    }

    private void leave(Network origin, long now) {
        Place place = present.get(origin);
        if (place != null && --place.open == 0) {
            present.remove(origin);
            remember(origin, place, now);
        }
    }

    private void remember(Network origin, Place place, long now) {
        if (place.pace != null) {
            place.since = now;
            left.put(origin, place);
        }
    }

    private void forget(long now) {
        Iterator<Place> oldest = left.values().iterator();
        while (oldest.hasNext()) {
            Place place = oldest.next();
            if (left.size() <= MOST_LEFT && now - place.since < SECOND) {
                return;
            }
            oldest.remove();
        }
    }

    /** Addresses remembered. */
    synchronized int size() {
        return present.size() + left.size();
    }

    private static @Nullable TokenBucket bucket(Limit rate, long now) {
        return rate.isInfinite() ? null : new TokenBucket(rate.value(), now);
    }

    private static Optional<Network> origin(SocketAddress client) {
        InetAddress address = client instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return Optional.ofNullable(address).map(Network::ofClient);
    }
}
