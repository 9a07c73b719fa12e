package im.vestibule.server;

import im.vestibule.services.pool.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Whether new connections are welcome here, for a balancer to ask. From any thread. */
public final class Readiness implements Watch {
    private enum Phase {
        STARTING,
        OPEN,
        DRAINING
    }

    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();
    private volatile Phase phase = Phase.STARTING;

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
        troubles.put(name, reason);
    }

    /** It works again. */
    @Override
    public void up(String name) {
        troubles.remove(name);
    }

    public boolean ready() {
        return phase == Phase.OPEN && troubles.isEmpty();
    }

    /** Why not, a short line each; empty if ready. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        switch (phase) {
            case STARTING -> reasons.add("starting");
            case DRAINING -> reasons.add("draining");
            case OPEN -> {}
        }
        troubles.forEach((name, reason) -> reasons.add(name + ": " + reason));
        return List.copyOf(reasons);
    }
}
