package im.vestibule.server;

import im.vestibule.services.pool.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Whether new connections are welcome here, for a balancer to ask. From any thread. */
public final class Readiness implements Watch {
    private enum Phase {
        STARTING,
        OPEN,
        DRAINING
    }

    private final InstantSource clock;
    private final Map<String, Backend> backends = new ConcurrentSkipListMap<>();

    /**
     * Something outside.
     *
     * @param reason why it does not work; empty if it does, as far as is known
     * @param since when that is so
     */
    record Backend(Optional<String> reason, Instant since) {
        Backend now(Optional<String> why, Instant when) {
            return new Backend(why, why.isPresent() == reason.isPresent() ? since : when);
        }
    }

    private volatile Phase phase = Phase.STARTING;

    Readiness() {
        this(InstantSource.system());
    }

    Readiness(InstantSource clock) {
        this.clock = clock;
    }

    /** Every listener is bound. */
    void open() {
        phase = Phase.OPEN;
    }

    /** The house is being emptied; there is no way back. */
    void drain() {
        phase = Phase.DRAINING;
    }

    /**
     * Something that clients cannot do without does not work.
     *
     * @param name of it, such as {@code outgoing_pools.ldap.default}; the last reason counts
     */
    @Override
    public void down(String name, String reason) {
        put(name, Optional.of(reason));
    }

    /** It works, as far as is known: at the beginning and again later. */
    @Override
    public void up(String name) {
        put(name, Optional.empty());
    }

    private void put(String name, Optional<String> reason) {
        Instant now = clock.instant();
        backends.merge(name, new Backend(reason, now), (before, after) -> before.now(reason, now));
    }

    /** Those that were ever told of, by name. */
    Map<String, Backend> backends() {
        return new LinkedHashMap<>(backends);
    }

    /** Which of those that were ever told of do not work. */
    Map<String, Boolean> down() {
        Map<String, Boolean> down = new LinkedHashMap<>();
        backends.forEach((name, backend) -> down.put(name, backend.reason().isPresent()));
        return down;
    }

    public boolean ready() {
        return phase == Phase.OPEN && !down().containsValue(true);
    }

    /** Why not, a short line each; empty if ready. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        switch (phase) {
            case STARTING -> reasons.add("starting");
            case DRAINING -> reasons.add("draining");
            case OPEN -> {}
        }
        backends.forEach((name, backend) -> backend.reason().ifPresent(why -> reasons.add(name + ": " + why)));
        return List.copyOf(reasons);
    }
}
