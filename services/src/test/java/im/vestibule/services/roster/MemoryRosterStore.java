package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rosters in memory, for tests; it counts what it is asked. */
public final class MemoryRosterStore implements RosterStore {
    private final Map<Jid, Roster> rosters = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();

    int loads() {
        return loads.get();
    }

    @Override
    public Roster load(Jid account) {
        loads.incrementAndGet();
        return rosters.getOrDefault(account, Roster.EMPTY);
    }

    @Override
    public void save(Jid account, Item item, long version) {
        rosters.merge(account, Roster.of(version, List.of(item)), (before, added) -> before.with(item, version));
    }

    @Override
    public void delete(Jid account, Jid contact, long version) {
        rosters.merge(account, Roster.of(version, List.of()), (before, none) -> before.without(contact, version));
    }

    @Override
    public void drop(Jid account) {
        rosters.remove(account);
    }
}
