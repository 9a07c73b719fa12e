package im.vestibule.services.sasl;

import im.vestibule.config.AuthMethod;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Hash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mechanisms that one stream offers, in order, and nothing else accepts. */
public final class Offer {
    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String domain;
    private final List<Mechanism> mechanisms;
    private final Layer layer;

    private Offer(String domain, List<Mechanism> mechanisms, Layer layer) {
        this.domain = domain;
        this.mechanisms = mechanisms;
        this.layer = layer;
    }

    /**
     * What can be offered now.
     *
     * @param configured the domain's, in order
     * @param domain the one the stream is for
     * @param allowed methods of the listener
     * @param layer what is below the stream
     */
    public static Offer of(
            List<Mechanism> configured, Accounts accounts, String domain, Set<AuthMethod> allowed, Layer layer) {
        Set<Hash> hashes = accounts.hashes(domain, allowed);
        boolean passwords = accounts.checksPasswords(domain, allowed);
        boolean bound = !layer.channel().types().isEmpty();
        boolean certified = layer.client().isPresent() && accounts.admitsCertified(domain, allowed);
        List<Mechanism> mechanisms = configured.stream()
                .filter(mechanism -> switch (mechanism) {
                    case Mechanism.Plain() -> passwords;
                    case Mechanism.Scram(Hash hash, boolean plus) -> hashes.contains(hash) && (bound || !plus);
                    case Mechanism.External _ -> certified;
                })
                .toList();
        return new Offer(domain, mechanisms, layer);
    }

    /** In the order they are offered; empty if nobody can log in here. */
    public List<Mechanism> mechanisms() {
        return mechanisms;
    }

    /** Whether any of them is bound to the channel, which is when XEP-0440 has something to announce. */
    public boolean offersBinding() {
        return mechanisms.stream().anyMatch(mechanism -> mechanism instanceof Mechanism.Scram scram && scram.plus());
    }

    /** Whether this mechanism is offered, and lets in only who knows the password. */
    public boolean provesPassword(String name) {
        return mechanisms.stream()
                .filter(mechanism -> mechanism.name().equals(name))
                .anyMatch(Mechanism.Scram.class::isInstance);
    }

    /**
     * Begins an authentication.
     *
     * @param name as the client spells it
     * @return empty if it is not offered, which is {@code invalid-mechanism}
     */
    public Optional<Exchange> start(String name) {
        return mechanisms.stream()
                .filter(mechanism -> mechanism.name().equals(name))
                .findFirst()
                .map(mechanism -> switch (mechanism) {
                    case Mechanism.Plain() -> new Plain(domain);
                    case Mechanism.Scram scram ->
                        new Scram(scram, domain, layer.channel(), offersBinding(), Offer::nonce);
                    case Mechanism.External(var order) ->
                        new External(domain, order, layer.client().orElseThrow());
                });
    }

    private static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
