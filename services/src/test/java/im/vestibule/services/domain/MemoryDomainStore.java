package im.vestibule.services.domain;

import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stand-in for the store that can fail. */
final class MemoryDomainStore implements DomainStore {
    private final Map<String, Domain> domains = new TreeMap<>();
    private final Map<String, String> admins = new TreeMap<>();
    private final Map<String, Integer> rows = new TreeMap<>();
    private int failures;

    /** So many calls fail from now on. */
    synchronized void fail(int times) {
        failures = times;
    }

    synchronized void fill(String name, int count) {
        rows.merge(name, count, Integer::sum);
    }

    synchronized int left(String name) {
        return rows.getOrDefault(name, 0);
    }

    private void work() {
        if (failures > 0) {
            failures--;
            throw new StoreException("the disk is full");
        }
    }

    @Override
    public synchronized Optional<Domain> find(String name) {
        work();
        return Optional.ofNullable(domains.get(name));
    }

    @Override
    public synchronized List<Domain> all() {
        work();
        return List.copyOf(domains.values());
    }

    @Override
    public synchronized boolean insert(Domain domain) {
        work();
        boolean added = domains.putIfAbsent(domain.name(), domain) == null;
        if (added) {
            admins.remove(domain.name());
        }
        return added;
    }

    @Override
    public synchronized void set(String name, Status status) {
        work();
        domains.computeIfPresent(name, (_, domain) -> domain.is(status));
    }

    @Override
    public synchronized int erase(String name, int most) {
        work();
        int gone = Math.min(most, left(name));
        rows.put(name, left(name) - gone);
        if (gone == 0) {
            domains.remove(name);
            admins.remove(name);
        }
        return gone;
    }

    @Override
    public synchronized Optional<String> admin(String name) {
        work();
        return Optional.ofNullable(admins.get(name));
    }

    @Override
    public synchronized void setAdmin(String name, String keys) {
        work();
        admins.put(name, keys);
    }

    @Override
    public synchronized boolean dropAdmin(String name) {
        work();
        return admins.remove(name) != null;
    }
}
