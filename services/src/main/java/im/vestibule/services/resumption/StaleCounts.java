package im.vestibule.services.resumption;

import im.vestibule.config.StreamManagementSpec.StaleH;
import im.vestibule.model.Jid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many stanzas sessions had handed in when they ended, for clients that come back too late to resume one (XEP-0198 §5: the {@code h} of
 * {@code <failed/>}). Any thread may call; nothing waits.
 */
public final class StaleCounts {
    /** Sessions that are remembered; the one that ended first is forgotten early. */
    static final int MOST = 100_000;

    private record Key(Jid account, String id) {}

    private record Count(long h, Instant at) {}

    private final StaleH spec;
    private final InstantSource clock;
    // All below under the monitor. In the order in which the sessions ended.
    private final Map<Key, Count> counts = new LinkedHashMap<>();
    private Instant cleaned;

    public StaleCounts(StaleH spec, InstantSource clock) {
        this.spec = spec;
        this.clock = clock;
        cleaned = clock.instant();
    }

    /**
     * A session has ended.
     *
     * @param id that it could be resumed by
     * @param h stanzas of its client that were handled, modulo 2^32
     */
    public synchronized void remember(Jid account, String id, long h) {
        if (!spec.enabled()) {
            return;
        }
        Instant now = clock.instant();
        clean(now);
        Key key = new Key(account.bare(), id);
        counts.remove(key);
        if (counts.size() >= MOST) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.put(key, new Count(h, now));
    }

    /** What was remembered, unless that is too old; of another's session nothing. */
    public synchronized OptionalLong recall(Jid account, String id) {
        Count count = counts.get(new Key(account.bare(), id));
        return count == null || isOld(count, clock.instant()) ? OptionalLong.empty() : OptionalLong.of(count.h());
    }

    private boolean isOld(Count count, Instant now) {
        return !now.isBefore(count.at().plus(spec.geriatric()));
    }

    /** Every {@code repeat_after}, while there is something new to remember. */
    private void clean(Instant now) {
        if (now.isBefore(cleaned.plus(spec.repeatAfter()))) {
            return;
        }
        cleaned = now;
        Iterator<Count> oldest = counts.values().iterator();
        while (oldest.hasNext() && isOld(oldest.next(), now)) {
            oldest.remove();
        }
    }

    synchronized int size() {
        return counts.size();
    }
}
