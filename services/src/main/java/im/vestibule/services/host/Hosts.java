package im.vestibule.services.host;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The domains that are served at this moment. Looked at for every stanza, so it never waits. */
public final class Hosts {
    private volatile Map<String, Host> hosts;

    public Hosts(Collection<Host> hosts) {
        this.hosts = byName(hosts);
    }

    private static Map<String, Host> byName(Collection<Host> hosts) {
        return hosts.stream().collect(Collectors.toUnmodifiableMap(Host::name, Function.identity()));
    }

    /** From now on these are served, and no others. */
    public void replace(Collection<Host> fresh) {
        hosts = byName(fresh);
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
