package im.vestibule.services.host;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The domains that are served at this moment. Looked at for every stanza, so it takes no lock; one at a time changes it. */
public final class Hosts {
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    public Hosts(Collection<Host> hosts) {
        replace(hosts);
    }

    /** From now on these are served, and no others. */
    public void replace(Collection<Host> fresh) {
        Map<String, Host> all = fresh.stream().collect(Collectors.toMap(Host::name, Function.identity()));
        hosts.putAll(all);
        hosts.keySet().retainAll(all.keySet());
    }

    /** Serves one more, or one in another way. */
    public void put(Host host) {
        hosts.put(host.name(), host);
    }

    /** Serves one less. */
    public void remove(String domain) {
        hosts.remove(domain);
    }

    /**
     * @param domain a prepared domainpart
     * @return null if it is not ours
     */
    public @Nullable Host find(String domain) {
        return hosts.get(domain);
    }

    public boolean serves(String domain) {
        return hosts.containsKey(domain);
    }

    /** In no order, and as they change. */
    public Collection<Host> all() {
        return Collections.unmodifiableCollection(hosts.values());
    }
}
