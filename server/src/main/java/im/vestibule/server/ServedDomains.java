package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Methods;
import im.vestibule.services.component.Components;
import im.vestibule.services.domain.Domain;
import im.vestibule.services.domain.Serving;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.pool.Unreachable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which domains are served, and how: those of the file each in its own way, dynamic ones in the way of their type, of which they
 * share everything but the name. One change at a time.
 */
final class ServedDomains implements Serving {
    private static final Logger log = LoggerFactory.getLogger(ServedDomains.class);

    private final Hosts hosts;
    private final Accounts accounts;
    private final Components components;
    private final Consumer<Collection<String>> evict;
    /** Enabled dynamic domains and their types, whether or not they can be served. */
    private final Map<String, String> dynamic = new ConcurrentHashMap<>();

    private volatile Ways ways = new Ways(Set.of(), Map.of(), Map.of());

    /**
     * What the file says.
     *
     * @param domains that it names
     * @param hosts by {@link Config#kinds}, as are {@code accounts}
     */
    private record Ways(Set<String> domains, Map<String, Host> hosts, Map<String, Methods> accounts) {
        boolean knows(String type) {
            return hosts.containsKey(type) && !domains.contains(type);
        }
    }

    /**
     * @param evict ends the sessions of domains; may wait
     */
    ServedDomains(Hosts hosts, Accounts accounts, Components components, Consumer<Collection<String>> evict) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.components = components;
        this.evict = evict;
    }

    /** From now on this is what the file says. Sessions of domains that are served no more end. May wait. */
    synchronized void adopt(Config config, Map<String, Host> hostKinds, Map<String, Methods> accountKinds) {
        ways = new Ways(Set.copyOf(config.general().hosts()), Map.copyOf(hostKinds), Map.copyOf(accountKinds));
        Map<String, String> kinds = kinds();
        Set<String> leaving = hosts.all().stream().map(Host::name).collect(Collectors.toCollection(HashSet::new));
        leaving.removeAll(kinds.keySet());
        // While they are served, others can be told that the sessions end.
        evict.accept(leaving);
        accounts.replace(kinds.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> of(accountKinds, entry.getValue()))));
        hosts.replace(kinds.entrySet().stream()
                .map(entry -> named(of(hostKinds, entry.getValue()), entry.getKey()))
                .toList());
        evict.accept(leaving);
        report();
    }

    private static <T> T of(Map<String, T> kinds, String kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }

    private static Host named(Host kind, String name) {
        return kind.name().equals(name) ? kind : kind.named(name);
    }

    /** Every domain that can be served, and whose way it goes. */
    private Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        dynamic.forEach((domain, type) -> {
            if (ways.knows(type)) {
                kinds.put(domain, type);
            }
        });
        ways.domains().forEach(domain -> kinds.put(domain, domain));
        return kinds;
    }

    /** Says which domains should be served and are not. */
    synchronized void report() {
        Map<String, Long> unknown = dynamic.values().stream()
                .filter(type -> !ways.knows(type))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        unknown.forEach((type, domains) -> log.atWarn()
                .addKeyValue("host_type", type)
                .addKeyValue("domains", domains)
                .log("host_type_unknown"));
        ways.domains().stream()
                .filter(dynamic::containsKey)
                .forEach(domain -> log.atWarn()
                        .addKeyValue("domain", domain)
                        .addKeyValue("host_type", dynamic.get(domain))
                        .log("domain_hidden"));
    }

    /** Whose way a domain goes, one of {@link Config#kinds}; empty unless it is served. Takes no lock and never waits. */
    Optional<String> kind(String domain) {
        return isStatic(domain)
                ? Optional.of(domain)
                : Optional.ofNullable(dynamic.get(domain)).filter(type -> ways.knows(type));
    }

    @Override
    public boolean isStatic(String domain) {
        return ways.domains().contains(domain);
    }

    @Override
    public boolean hasType(String hostType) {
        return ways.knows(hostType);
    }

    @Override
    public synchronized List<String> ofType(String hostType) {
        if (isStatic(hostType)) {
            return List.of(hostType);
        }
        return !ways.knows(hostType)
                ? List.of()
                : dynamic.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(hostType) && !isStatic(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
    }

    @Override
    public synchronized void serve(Domain domain) {
        String name = domain.name();
        dynamic.put(name, domain.hostType());
        if (isStatic(name) || !ways.knows(domain.hostType())) {
            return;
        }
        Host kind = of(ways.hosts(), domain.hostType());
        // Whoever had the domain before may have left something in memory.
        kind.rosters().ifPresent(rosters -> rosters.forget(name));
        kind.blocking().ifPresent(blocking -> blocking.forget(name));
        accounts.put(name, of(ways.accounts(), domain.hostType()));
        hosts.put(kind.named(name));
        components.giveWay();
    }

    @Override
    public synchronized void stop(String domain) {
        dynamic.remove(domain);
        if (isStatic(domain)) {
            return;
        }
        evict.accept(Set.of(domain));
        hosts.remove(domain);
        accounts.remove(domain);
        // Whoever came meanwhile.
        evict.accept(Set.of(domain));
    }

    @Override
    public int erase(Domain domain, int most) throws Unreachable {
        Methods kind = ways.accounts().get(domain.hostType());
        return kind == null ? 0 : kind.removeSome(domain.name(), most);
    }
}
