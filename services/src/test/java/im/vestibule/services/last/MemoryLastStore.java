package im.vestibule.services.last;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Last activity in memory, for tests. */
final class MemoryLastStore implements LastStore {
    private final Map<Jid, LastActivity> activities = new ConcurrentHashMap<>();

    @Override
    public void later(Jid account, LastActivity activity) {
        save(account, activity);
    }

    @Override
    public void save(Jid account, LastActivity activity) {
        activities.put(account, activity);
    }

    @Override
    public Optional<LastActivity> find(Jid account) {
        return Optional.ofNullable(activities.get(account));
    }

    @Override
    public long countSince(String domain, Instant since) {
        return activities.entrySet().stream()
                .filter(entry -> entry.getKey().domain().equals(domain))
                .filter(entry -> !entry.getValue().at().isBefore(since))
                .count();
    }

    @Override
    public List<Jid> before(String domain, Instant moment, int most) {
        return activities.entrySet().stream()
                .filter(entry -> entry.getKey().domain().equals(domain))
                .filter(entry -> entry.getValue().at().isBefore(moment))
                .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void drop(Jid account) {
        activities.remove(account);
    }
}
