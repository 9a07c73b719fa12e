package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/** Finds the server of a domain (RFC 6120 §3.2, XEP-0368). */
final class Resolver {
    private final Dns dns;
    private final LongUnaryOperator random;
    private final LongSupplier clock;

    /**
     * @param random gives a number from 0 to below its argument
     * @param clock in nanoseconds, from anywhere
     */
    Resolver(Dns dns, LongUnaryOperator random, LongSupplier clock) {
        this.dns = dns;
        this.random = random;
        this.clock = clock;
    }

    /** Where the file says that it is: before anybody is asked. */
    static Optional<Whereabouts> written(String domain, S2sSpec spec) {
        return spec.address().stream()
                .filter(entry -> entry.host().equals(domain))
                .findFirst()
                .map(entry -> {
                    int port = entry.port().orElse(spec.outgoing().port());
                    return new Whereabouts.Known(
                            List.of(new Target(new InetSocketAddress(entry.ipAddress(), port), false)));
                });
    }

    /** Where DNS says that it is. May wait. */
    Whereabouts find(String domain, S2sSpec spec) {
        String ascii;
        try {
            ascii = IDN.toASCII(domain);
        } catch (IllegalArgumentException _) {
            return new Whereabouts.Unknown(StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
        }
        return new Search(dns, spec, random, clock).of(ascii);
    }
}
