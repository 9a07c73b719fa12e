package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Block lists in memory, for tests; it counts what it is asked. */
final class MemoryBlockStore implements BlockStore {
    private final Map<Jid, Set<Jid>> lists = new HashMap<>();
    private int loads;

    synchronized int loads() {
        return loads;
    }

    @Override
    public synchronized Set<Jid> load(Jid account) {
        loads++;
        return new LinkedHashSet<>(list(account));
    }

    @Override
    public synchronized void add(Jid account, Set<Jid> contacts) {
        list(account).addAll(contacts);
    }

    @Override
    public synchronized void remove(Jid account, Set<Jid> contacts) {
        list(account).removeAll(contacts);
    }

    @Override
    public synchronized void drop(Jid account) {
        lists.remove(account);
    }

    private Set<Jid> list(Jid account) {
        return lists.computeIfAbsent(account, key -> new LinkedHashSet<>());
    }
}
