package im.vestibule.http;

import im.vestibule.config.Limit;
import im.vestibule.config.Network;
import im.vestibule.core.Spread;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All open sessions by their id, whatever becomes of the doors they came in by. From any thread. */
public final class BoshSessions {
    /** Sessions of one listener. */
    static final int MOST = 50_000;

    private final Map<String, BoshSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> listeners = new ConcurrentHashMap<>();
    private final Map<Place, Integer> places = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Place(String listener, Network client) {}

    /** Null if there is none of this id. */
    @Nullable
    BoshSession find(String sid) {
        return sessions.get(sid);
    }

    /** Open sessions of a listener. */
    public int count(String listener) {
        return counter(listener).get();
    }

    private AtomicInteger counter(String listener) {
        return listeners.computeIfAbsent(listener, name -> new AtomicInteger());
    }

    /** Whether no session begins any more. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Makes a session, if there may be one more.
     *
     * @param mostPerAddress sessions of one client's address at the listener
     */
    Optional<BoshSession> open(
            String listener, SocketAddress client, Limit mostPerAddress, Function<String, BoshSession> make) {
        AtomicInteger counter = counter(listener);
        if (counter.incrementAndGet() > MOST || !enter(listener, client, mostPerAddress)) {
            counter.decrementAndGet();
            return Optional.empty();
        }
        BoshSession session = make.apply(BoshIds.next());
        sessions.put(session.sid(), session);
        if (closed) {
            // Whoever closes may have looked before it was there.
            session.dismiss(StreamError.of(Condition.SYSTEM_SHUTDOWN));
        }
        return Optional.of(session);
    }

    private boolean enter(String listener, SocketAddress client, Limit most) {
        Optional<Place> place = place(listener, client);
        if (place.isEmpty()) {
            return true;
        }
        boolean[] entered = new boolean[1];
        places.compute(place.get(), (same, count) -> {
            int here = count == null ? 0 : count;
            entered[0] = here < most.value();
            return entered[0] ? Integer.valueOf(here + 1) : count;
        });
        return entered[0];
    }

    private static Optional<Place> place(String listener, SocketAddress client) {
        return client instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress()).map(address -> new Place(listener, Network.ofClient(address)))
                : Optional.empty();
    }

    void remove(BoshSession session) {
        if (sessions.remove(session.sid(), session)) {
            String listener = session.connection().listener();
            counter(listener).decrementAndGet();
            place(listener, session.connection().client())
                    .ifPresent(place -> places.computeIfPresent(
                            place, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
        }
    }

    /**
     * Ends all sessions, and lets none begin.
     *
     * @param period until the last of them is told
     */
    public void dismiss(Duration period) {
        closed = true;
        StreamError reason = StreamError.of(Condition.SYSTEM_SHUTDOWN);
        List<BoshSession> all = List.copyOf(sessions.values());
        Spread spread = new Spread(all.size(), period);
        for (int i = 0; i < all.size(); i++) {
            BoshSession session = all.get(i);
            var _ = session.loop()
                    .schedule(() -> session.dismiss(reason), spread.turn(i).toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
