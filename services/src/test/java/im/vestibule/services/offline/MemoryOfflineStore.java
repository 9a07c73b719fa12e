package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Messages in memory, for tests. */
final class MemoryOfflineStore implements OfflineStore {
    private record Kept(long seq, OfflineMessage message) {}

    private final Map<Jid, List<Kept>> boxes = new HashMap<>();
    private long seq;

    @Override
    public synchronized boolean add(Jid account, OfflineMessage message, long quota) {
        List<Kept> box = box(account);
        return box.size() < quota && box.add(new Kept(++seq, message));
    }

    @Override
    public synchronized List<Waiting> first(Jid account, int most) {
        return box(account).stream()
                .limit(most)
                .map(kept -> new Waiting(kept.seq(), Optional.of(kept.message())))
                .toList();
    }

    @Override
    public synchronized void remove(Jid account, long upTo) {
        box(account).removeIf(kept -> kept.seq() <= upTo);
    }

    @Override
    public synchronized long count(Jid account) {
        return box(account).size();
    }

    @Override
    public synchronized int removeExpired(String domain, Instant now) {
        return remove(
                domain,
                message ->
                        message.expiry().filter(expiry -> !expiry.isAfter(now)).isPresent());
    }

    @Override
    public synchronized int removeStored(String domain, Instant before) {
        return remove(domain, message -> message.storedAt().isBefore(before));
    }

    @Override
    public synchronized void drop(Jid account) {
        boxes.remove(account);
    }

    private List<Kept> box(Jid account) {
        return boxes.computeIfAbsent(account, key -> new ArrayList<>());
    }

    private int remove(String domain, Predicate<OfflineMessage> which) {
        int removed = 0;
        for (Map.Entry<Jid, List<Kept>> box : boxes.entrySet()) {
            if (box.getKey().domain().equals(domain)) {
                int before = box.getValue().size();
                box.getValue().removeIf(kept -> which.test(kept.message()));
                removed += before - box.getValue().size();
            }
        }
        return removed;
    }
}
