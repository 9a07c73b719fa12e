package im.vestibule.services.account;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Unreachable;
import java.util.List;
import java.util.Optional;

/**
 * A table {@code users}. Every method throws {@link im.vestibule.services.store.StoreException} if it cannot be done, and
 * {@link Unreachable} if nothing can be done now.
 */
interface Users {
    Optional<Credentials> find(Jid account) throws Unreachable;

    /** Whether there is such an account, whatever its row says. */
    boolean has(Jid account) throws Unreachable;

    /**
     * @param most accounts the domain may have
     */
    Registered insert(Jid account, Credentials credentials, Limit most) throws Unreachable;

    /** @return whether there is such an account */
    boolean update(Jid account, Credentials credentials) throws Unreachable;

    /**
     * Puts keys next to those of other hashes.
     *
     * @return whether the account has keys for this hash now
     */
    boolean add(Jid account, Hash hash, ScramKeys keys) throws Unreachable;

    /**
     * Deletes some of a domain's accounts.
     *
     * @param most of them
     * @return how many there were; 0 if none is left
     */
    int deleteSome(String domain, int most) throws Unreachable;

    /** @return whether there was such an account */
    boolean delete(Jid account) throws Unreachable;

    /**
     * Localparts of a domain, in no order.
     *
     * @param most of them
     */
    List<String> names(String domain, int most) throws Unreachable;

    long count(String domain) throws Unreachable;
}
