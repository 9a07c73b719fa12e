package im.vestibule.services.token;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/** What is remembered of the tokens of accounts. Calls throw {@link im.vestibule.services.store.StoreException}. */
public interface TokenStore {
    /**
     * What holds for an account's tokens.
     *
     * @param number of tokens that renew others; 0 if there is none of these
     * @param revoked tokens of this moment or earlier are void
     */
    record Rule(long number, Instant revoked) {
        /** The first whole second of which a token is good: tokens do not count finer. Later revocations are not before it. */
        Instant start() {
            return revoked.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        }
    }

    /** Empty if it never had a token. */
    Optional<Rule> find(Jid account);

    /**
     * What holds for new tokens, with a number for those that renew others: the one that is good, or else a new one.
     *
     * @param now what a new number is made of, so that none comes again; the same goes for moments of revocation
     */
    Rule issue(Jid account, Instant now);

    /**
     * Makes all tokens of an account void.
     *
     * @return whether there may have been any
     */
    boolean revoke(Jid account, Instant now);

    /** Forgets accounts of these domains without good tokens, whose tokens were all revoked before this moment. */
    void forget(Collection<String> domains, Instant before);
}
