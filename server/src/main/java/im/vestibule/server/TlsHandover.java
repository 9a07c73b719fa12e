package im.vestibule.server;

import im.vestibule.config.Plan;
import im.vestibule.core.Listener;
import im.vestibule.xmpp.Tls;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From the TLS of one configuration to that of the next. A listener that stays keeps its {@link Tls}, so that connections
 * which have yet to start TLS are served by the new certificates.
 */
final class TlsHandover {
    private final Map<String, Tls> before;
    private final Map<String, Tls> fresh;
    private final Plan plan;
    private final Map<String, Tls> after;

    /**
     * @param before by the listeners' keys in the old file
     * @param fresh by those in the new one; nobody uses them yet
     */
    TlsHandover(Map<String, Tls> before, Map<String, Tls> fresh, Plan plan) {
        this.before = before;
        this.fresh = fresh;
        this.plan = plan;
        after = new LinkedHashMap<>(fresh);
        for (Plan.Kept kept : plan.keep()) {
            old(kept).ifPresent(old -> after.replace(kept.door().key(), old));
        }
    }

    private Optional<Tls> old(Plan.Kept kept) {
        return Optional.ofNullable(before.get(kept.before()));
    }

    /** By the listeners' keys in the new file. */
    Map<String, Tls> contexts() {
        return after;
    }

    /**
     * @param bound listeners by their keys in the old file
     */
    void commit(Map<String, Listener> bound) {
        for (Plan.Kept kept : plan.keep()) {
            Optional<Tls> now = Optional.ofNullable(fresh.get(kept.door().key()));
            old(kept).ifPresent(old -> now.ifPresent(old::replace));
        }
        Set<Tls> used = new HashSet<>(after.values());
        before.forEach((key, old) -> {
            if (!used.contains(old)) {
                retire(old, Optional.ofNullable(bound.get(key)));
            }
        });
    }

    /** A connection that came in before may still start TLS. */
    private static void retire(Tls old, Optional<Listener> listener) {
        listener.ifPresentOrElse(door -> door.departure().addListener(gone -> old.close()), old::close);
    }
}
