package im.vestibule.services.token;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Optional;

/** What is remembered of the tokens of accounts. Calls throw {@link im.vestibule.services.store.StoreException}. */
public interface TokenStore {
    /**
     * What holds for an account's tokens.
     *
     * @param number of tokens that renew others; 0 if there is none of these
     * @param revoked tokens of this moment or earlier are void
     */
    record Rule(long number, Instant revoked) {}

    /** Empty if it never had a token. */
    Optional<Rule> find(Jid account);

    /**
     * The number for a new token that renews others: the one that is good, or else a new one.
     *
     * @param now what a new number is made of, so that none comes again
     */
    long number(Jid account, Instant now);

    /**
     * Makes all tokens of an account void.
     *
     * @return whether there may have been any
     */
    boolean revoke(Jid account, Instant now);

    /** Forgets accounts without good tokens, whose tokens were all revoked before this moment. */
    void forget(String domain, Instant before);
}
