package im.vestibule.services.host;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The domains that are served. Looked at for every stanza, so it never waits. */
public final class Hosts {
    private final Map<String, Host> hosts;

    public Hosts(Collection<Host> hosts) {
        this.hosts = hosts.stream().collect(Collectors.toUnmodifiableMap(Host::name, Function.identity()));
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

    public Collection<Host> all() {
        return hosts.values();
    }
}
