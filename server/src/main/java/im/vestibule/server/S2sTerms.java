package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.GeneralSpec.RouteSubdomains;
import im.vestibule.config.S2sSpec;
import im.vestibule.config.Secret;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Terms;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.xmpp.Caller;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What streams to other servers go by, made of the tables {@code s2s}. */
final class S2sTerms {
    private static final int SECRET_BYTES = 32;

    /** For domains without {@code s2s.shared}. What it makes is asked about within seconds, so no restart need remember it. */
    private final DialbackKeys random = new DialbackKeys(secret());

    private final Function<String, Optional<String>> kind;

    /** @param kind whose way a domain of ours goes, one of {@link Config#kinds}; must not wait */
    S2sTerms(Function<String, Optional<String>> kind) {
        this.kind = kind;
    }

    private static Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    /** Empty if there is no door for other servers. */
    Optional<Terms> terms(Config config) {
        if (config.listen().s2s().isEmpty()) {
            return Optional.empty();
        }
        Map<String, S2sSpec> kinds = new HashMap<>();
        config.kinds().forEach(each -> kinds.put(each, config.forHost(each).s2s()));
        Set<String> subdomains = config.kinds().stream()
                .filter(each ->
                        config.forHost(each).general().routeSubdomains().equals(Optional.of(RouteSubdomains.S2S)))
                .collect(Collectors.toSet());
        return Optional.of(new Terms(kind, subdomains, config.s2s(), kinds));
    }

    /** @param tls by the table, for as long as there is one */
    Caller.Terms calls(Config config, Function<S2sSpec, OutgoingTls> tls) {
        Optional<Terms> terms = terms(config);
        Map<S2sSpec, DialbackKeys> keys = new HashMap<>();
        terms.ifPresent(all -> {
            List<S2sSpec> specs = new ArrayList<>(all.kinds().values());
            specs.add(all.global());
            for (S2sSpec spec : specs) {
                keys.computeIfAbsent(
                        spec, own -> own.shared().map(DialbackKeys::new).orElse(random));
            }
        });
        return Caller.Terms.of(
                domain -> terms.orElseThrow().of(domain),
                tls,
                keys,
                config.general().maxFsmQueue(),
                config.listen().s2s());
    }
}
