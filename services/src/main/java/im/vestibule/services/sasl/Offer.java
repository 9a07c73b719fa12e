package im.vestibule.services.sasl;

import im.vestibule.config.AuthMethod;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Hash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mechanisms that one stream offers, in order, and nothing else accepts. */
public final class Offer {
    private static final int NONCE_BYTES = 18;
    private static final int STRANGER_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String domain;
    private final List<Mechanism> mechanisms;
    private final Layer layer;
    private final boolean tells;

    private Offer(String domain, List<Mechanism> mechanisms, Layer layer, boolean tells) {
        this.domain = domain;
        this.mechanisms = mechanisms;
        this.layer = layer;
        this.tells = tells;
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
        boolean strangers = accounts.welcomesStrangers(domain, allowed);
        // RFC 7628 §4: whoever reads a token has it.
        boolean bearers = layer.secure() && accounts.takesBearers(domain, allowed);
        boolean tokens = layer.secure() && accounts.takesTokens(domain, allowed);
        List<Mechanism> mechanisms = configured.stream()
                .filter(mechanism -> switch (mechanism) {
                    case Mechanism.Plain() -> passwords;
                    case Mechanism.Scram(Hash hash, boolean plus) -> hashes.contains(hash) && (bound || !plus);
                    case Mechanism.External _ -> certified;
                    case Mechanism.Anonymous() -> strangers;
                    case Mechanism.OAuthBearer() -> bearers;
                    case Mechanism.XOAuth() -> tokens;
                })
                .toList();
        return new Offer(domain, mechanisms, layer, accounts.protectsFromDowngrade(domain));
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

    /** What a stream tells of this offer before authentication, in the profile of RFC 6120. */
    public Advertised advertised() {
        List<String> names = mechanisms.stream().map(Mechanism::name).toList();
        return new Advertised(names, offersBinding() ? layer.channel().types() : List.of());
    }

    /** Begins an authentication in the profile of RFC 6120; see {@link #start(String, Advertised)}. */
    public Optional<Exchange> start(String name) {
        return start(name, advertised());
    }

    /**
     * Begins an authentication.
     *
     * @param name as the client spells it
     * @param advertised what the profile in use has told the client
     * @return empty if it is not offered, which is {@code invalid-mechanism}
     */
    public Optional<Exchange> start(String name, Advertised advertised) {
        return mechanisms.stream()
                .filter(mechanism -> mechanism.name().equals(name))
                .findFirst()
                .map(mechanism -> begin(mechanism, advertised));
    }

    private Exchange begin(Mechanism mechanism, Advertised advertised) {
        return switch (mechanism) {
            case Mechanism.Plain() -> new Plain(domain);
            case Mechanism.Scram scram -> {
                Optional<String> told = tells ? Optional.of(advertised.digest(scram.hash())) : Optional.empty();
                yield new Scram(scram, domain, layer.channel(), offersBinding(), Offer::nonce, told);
            }
            case Mechanism.External(var order) ->
                new External(domain, order, layer.client().orElseThrow());
            case Mechanism.Anonymous() -> new Anonymous(stranger());
            case Mechanism.OAuthBearer() -> new OAuthBearer(domain);
            case Mechanism.XOAuth() -> new XOAuth(domain);
        };
    }

    /** A name that nobody can guess, so that it is nobody's. */
    private Jid stranger() {
        byte[] bytes = new byte[STRANGER_BYTES];
        RANDOM.nextBytes(bytes);
        return Jid.of(HexFormat.of().formatHex(bytes), domain, "").orElseThrow();
    }

    private static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
