package im.vestibule.services.testing;

import im.vestibule.config.Policy;
import im.vestibule.config.S2sSpec;
import im.vestibule.services.federation.Dialler;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Returns;
import im.vestibule.services.federation.Terms;
import im.vestibule.services.host.Hosts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Other servers. */
public final class Far {
    private Far() {}

    /** The table {@code s2s} without a word in it. */
    public static S2sSpec spec() {
        return new S2sSpec(
                Policy.ALLOW,
                List.of(),
                S2sSpec.UseStarttls.FALSE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "TLSv1.2:TLSv1.3",
                Duration.ofSeconds(300),
                new S2sSpec.Outgoing(5269, List.of(4, 6), Optional.of(Duration.ofSeconds(10)), List.of()),
                new S2sSpec.Dns(Duration.ofSeconds(10), 2, List.of()));
    }

    /** Speaks with everybody and reaches nobody. */
    public static Federation federation(Hosts hosts) {
        return federation(hosts, route -> {}, (stanza, error) -> {});
    }

    public static Federation federation(Hosts hosts, Dialler dialler, Returns returns) {
        return new Federation(
                hosts,
                Optional.of(new Terms(Optional::of, Set.of(), spec(), Map.of())),
                OptionalInt.empty(),
                dialler,
                returns);
    }
}
