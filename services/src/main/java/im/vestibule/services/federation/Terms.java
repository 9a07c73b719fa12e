package im.vestibule.services.federation;

import im.vestibule.config.Policy;
import im.vestibule.config.S2sSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * On which terms we speak with other servers.
 *
 * @param subdomains domains of ours below which others may be elsewhere: {@code general.route_subdomains}
 * @param global the table {@code s2s}
 * @param hosts the same of domains that have one of their own
 */
public record Terms(Set<String> subdomains, S2sSpec global, Map<String, S2sSpec> hosts) {
    public Terms {
        subdomains = Set.copyOf(subdomains);
        hosts = Map.copyOf(hosts);
    }

    /** What holds for a domain of ours; components' have those of the whole file. */
    public S2sSpec of(String local) {
        return hosts.getOrDefault(local, global);
    }

    /** Whether {@code host_policy}, or else {@code default_policy}, lets the two speak with each other. */
    public boolean allow(Pair pair) {
        S2sSpec spec = of(pair.local());
        return spec.hostPolicy().stream()
                        .filter(entry -> entry.host().equals(pair.remote()))
                        .map(S2sSpec.HostPolicy::policy)
                        .findFirst()
                        .orElse(spec.defaultPolicy())
                == Policy.ALLOW;
    }

    /** Where the domain's server is, if the file says so. */
    public Optional<S2sSpec.Address> address(Pair pair) {
        return of(pair.local()).address().stream()
                .filter(entry -> entry.host().equals(pair.remote()))
                .findFirst();
    }
}
