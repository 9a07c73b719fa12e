package im.vestibule.services.fast;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.FastAuthTokenSpec.ValidityPeriod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Trouble;
import im.vestibule.services.fast.FastTokenStore.Slot;
import im.vestibule.services.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Gives tokens and takes them back. Every method may wait; a store that fails is a value. */
public final class FastTokens {
    /** Clients of an account that have tokens. */
    static final int CLIENTS = 100;

    /** How long a client that comes too late is told so. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Stands where no token is, so that looking for one costs the same; nobody has it. */
    private static final FastToken NOBODYS = new FastToken(secret(), FastMechanism.NONE, Instant.EPOCH);

    private final FastTokenStore store;
    private final InstantSource clock;
    private final ValidityPeriod validity;
    private final Trouble trouble = new Trouble("tokens");

    public FastTokens(FastTokenStore store, InstantSource clock, ValidityPeriod validity) {
        this.store = store;
        this.clock = clock;
        this.validity = validity;
    }

    private static Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A new token for a client; what it has used before stays good until it uses this one. Empty if the store fails. */
    public Optional<FastToken> issue(Jid account, UUID agent, FastMechanism mechanism) {
        Instant now = clock.instant();
        Instant expiry = now.plus(validity.access().time()).truncatedTo(ChronoUnit.SECONDS);
        FastToken token = new FastToken(secret(), mechanism, expiry);
        try {
            store.add(account, agent, token, now.minus(REMEMBERED), CLIENTS);
            return Optional.of(token);
        } catch (StoreException e) {
            trouble.report(e);
            return Optional.empty();
        }
    }

    /** A new token for a client that has just used one, if that is near its end. */
    public Optional<FastToken> renew(Jid account, UUID agent) {
        Duration ahead = validity.rotateBeforeExpire().time();
        if (ahead.isZero()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(store.find(account, agent).get(Slot.CURRENT))
                    .filter(token -> !clock.instant().isBefore(token.expiry().minus(ahead)))
                    .flatMap(token -> issue(account, agent, token.mechanism()));
        } catch (StoreException e) {
            trouble.report(e);
            return Optional.empty();
        }
    }

    /**
     * Lets a client in that has a token, if its account is still there. A client that is not known, or whose account is not, is
     * answered like one that is, by the same work.
     *
     * @param allowed methods of which one must have the account
     */
    public Redemption redeem(Claim claim, Accounts accounts, Set<AuthMethod> allowed) {
        try {
            Map<Slot, FastToken> kept = store.find(claim.account(), claim.agent());
            Optional<Map.Entry<Slot, FastToken>> found = Optional.empty();
            for (Slot slot : Slot.values()) {
                FastToken token = kept.getOrDefault(slot, NOBODYS);
                boolean proven = token.initiator(claim.channel()).equals(claim.proof());
                if (proven && kept.containsKey(slot) && found.isEmpty()) {
                    found = Optional.of(Map.entry(slot, token));
                }
            }
            return found.map(slot -> redeem(claim, slot.getKey(), slot.getValue(), accounts, allowed))
                    .orElseGet(Redemption.Refused::new);
        } catch (StoreException e) {
            trouble.report(e);
            return new Redemption.Unavailable();
        }
    }

    private Redemption redeem(Claim claim, Slot slot, FastToken token, Accounts accounts, Set<AuthMethod> allowed) {
        if (token.mechanism() != claim.mechanism()) {
            return new Redemption.Refused();
        }
        if (!clock.instant().isBefore(token.expiry())) {
            return new Redemption.Expired();
        }
        return switch (accounts.exists(claim.account(), allowed)) {
            case EXISTS -> use(claim, slot, token);
            case ABSENT -> new Redemption.Refused();
            case UNAVAILABLE -> new Redemption.Unavailable();
        };
    }

    private Redemption use(Claim claim, Slot slot, FastToken token) {
        if (!store.use(claim.account(), claim.agent(), slot, token, claim.count())) {
            return new Redemption.Refused();
        }
        if (claim.invalidate()) {
            store.drop(claim.account(), claim.agent());
        }
        return new Redemption.Accepted(token.responder(claim.channel()));
    }
}
