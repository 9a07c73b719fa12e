package im.vestibule.services.fast;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Tokens in memory, for tests. */
final class MemoryFastTokenStore implements FastTokenStore {
    private final Map<Client, Map<Slot, Kept>> clients = new HashMap<>();

    private record Client(Jid account, UUID agent) {}

    private record Kept(FastToken token, long uses) {}

    private Map<Slot, Kept> of(Jid account, UUID agent) {
        return clients.computeIfAbsent(new Client(account, agent), client -> new EnumMap<>(Slot.class));
    }

    @Override
    public Map<Slot, FastToken> find(Jid account, UUID agent) {
        Map<Slot, FastToken> found = new EnumMap<>(Slot.class);
        of(account, agent).forEach((slot, kept) -> found.put(slot, kept.token()));
        return found;
    }

    @Override
    public void add(Jid account, UUID agent, FastToken token, Instant forgotten, int most) {
        clients.values()
                .forEach(kept ->
                        kept.values().removeIf(one -> one.token().expiry().isBefore(forgotten)));
        clients.values().removeIf(Map::isEmpty);
        List<Client> others = clients.keySet().stream()
                .filter(client ->
                        client.account().equals(account) && !client.agent().equals(agent))
                .sorted(Comparator.comparing(this::expiry).reversed())
                .toList();
        others.stream().skip(most - 1L).forEach(clients::remove);
        of(account, agent).put(Slot.NEW, new Kept(token, -1));
    }

    private Instant expiry(Client client) {
        return clients.getOrDefault(client, Map.of()).values().stream()
                .map(kept -> kept.token().expiry())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    @Override
    public boolean use(Jid account, UUID agent, Slot slot, FastToken token, OptionalLong count) {
        Map<Slot, Kept> slots = of(account, agent);
        Kept kept = slots.get(slot);
        if (kept == null || !kept.token().equals(token) || (count.isPresent() && count.getAsLong() <= kept.uses())) {
            return false;
        }
        slots.remove(slot);
        slots.put(Slot.CURRENT, new Kept(token, count.orElse(kept.uses())));
        return true;
    }

    @Override
    public void drop(Jid account, UUID agent) {
        clients.remove(new Client(account, agent));
    }

    @Override
    public void drop(Jid account) {
        clients.keySet().removeIf(client -> client.account().equals(account));
    }
}
