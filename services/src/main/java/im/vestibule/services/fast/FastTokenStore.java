package im.vestibule.services.fast;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Where tokens are kept, by account and client. Accounts are bare. Every method may wait, and throws {@link
 * im.vestibule.services.store.StoreException}.
 */
public interface FastTokenStore {
    /** Where a client's tokens lie (XEP-0484 §5.1). */
    enum Slot {
        /** Given, and not used yet. */
        NEW,
        /** Used before. */
        CURRENT
    }

    Map<Slot, FastToken> find(Jid account, UUID agent);

    /**
     * Keeps a new token in place of one that was never used, and forgets whatever expired long ago.
     *
     * @param forgotten what expired before this moment
     * @param most clients an account may have tokens for; of others that whose token expires first loses it
     */
    void add(Jid account, UUID agent, FastToken token, Instant forgotten, int most);

    /**
     * A token is used, which makes it the current one.
     *
     * @return false if it is not there any more, or if its count has been as high before
     */
    boolean use(Jid account, UUID agent, Slot slot, FastToken token, OptionalLong count);

    /** Forgets what one client has. */
    void drop(Jid account, UUID agent);

    /** Forgets what all clients of an account have. */
    void drop(Jid account);
}
