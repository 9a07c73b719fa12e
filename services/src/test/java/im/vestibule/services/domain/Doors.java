package im.vestibule.services.domain;

import im.vestibule.services.pool.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A file that names {@code fixed.test} and knows the types {@code club} and {@code guild}, and who is served. */
final class Doors implements Serving {
    private final Set<String> types = Set.of("club", "guild");
    private final Map<String, String> served = new TreeMap<>();
    private int elsewhere;
    private int failures;

    synchronized Map<String, String> served() {
        return Map.copyOf(served);
    }

    /** Has so many accounts in a database of others, which cannot be reached for so many calls. */
    synchronized void keepElsewhere(int accounts, int unreachable) {
        elsewhere = accounts;
        failures = unreachable;
    }

    synchronized int leftElsewhere() {
        return elsewhere;
    }

    @Override
    public boolean isStatic(String domain) {
        return domain.equals("fixed.test");
    }

    @Override
    public boolean hasType(String hostType) {
        return types.contains(hostType);
    }

    @Override
    public synchronized List<String> ofType(String hostType) {
        return served.entrySet().stream()
                .filter(entry -> entry.getValue().equals(hostType))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void serve(Domain domain) {
        served.put(domain.name(), domain.hostType());
    }

    @Override
    public synchronized void stop(String domain) {
        served.remove(domain);
    }

    @Override
    public synchronized int erase(Domain domain, int most) throws Unreachable {
        if (failures > 0) {
            failures--;
            throw new Unreachable("the database is away");
        }
        int gone = Math.min(most, elsewhere);
        elsewhere -= gone;
        return gone;
    }
}
