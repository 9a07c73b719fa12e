package im.vestibule.services.federation;

import im.vestibule.config.Policy;
import im.vestibule.config.S2sSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * On which terms we speak with other servers.
 *
 * @param kind whose terms a domain of ours has: its own, or those of its type; empty for a domain that is not served
 * @param subdomains kinds below whose domains others may be elsewhere: {@code general.route_subdomains}
 * @param global the table {@code s2s}
 * @param kinds the same of each kind
 */
public record Terms(
        Function<String, Optional<String>> kind, Set<String> subdomains, S2sSpec global, Map<String, S2sSpec> kinds) {
    public Terms {
        subdomains = Set.copyOf(subdomains);
        kinds = Map.copyOf(kinds);
    }

    /** What holds for a domain of ours; components' have those of the whole file. */
    public S2sSpec of(String local) {
        return kind.apply(local)
                .flatMap(own -> Optional.ofNullable(kinds.get(own)))
                .orElse(global);
    }

    /** Whether the file says where another server is. */
    boolean locates(String remote) {
        return Stream.concat(Stream.of(global), kinds.values().stream())
                .flatMap(spec -> spec.address().stream())
                .anyMatch(entry -> entry.host().equals(remote));
    }

    /** Whether others may be elsewhere below a domain of ours. */
    boolean opens(String local) {
        return kind.apply(local).filter(subdomains::contains).isPresent();
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
}
