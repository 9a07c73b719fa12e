package im.vestibule.services.last;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** When accounts were last there. Accounts are taken bare; all but {@link #left} may wait, and
 * throw {@link im.vestibule.services.store.StoreException} if the store fails. */
public final class Last {
    /** Characters of a status that are kept. */
    static final int STATUS = 1_023;

    private final LastStore store;
    private final InstantSource clock;

    public Last(LastStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The last resource of an account went away just now. Does not wait; what is lost in a crash is only this.
     *
     * @param status of its unavailable presence, empty for none
     */
    public void left(Jid account, String status) {
        store.later(account.bare(), new LastActivity(clock.instant(), cut(status)));
    }

    /** For administrators. */
    public LastActivity set(Jid account, Instant at, String status) {
        LastActivity activity = new LastActivity(Instant.ofEpochMilli(at.toEpochMilli()), cut(status));
        store.save(account.bare(), activity);
        return activity;
    }

    /** Empty if it never was there, or never left. */
    public Optional<LastActivity> find(Jid account) {
        return store.find(account.bare());
    }

    /** Accounts of a domain last there at or after this moment. */
    public long countSince(String domain, Instant since) {
        return store.countSince(domain, since);
    }

    /**
     * Accounts of a domain last there before this moment, oldest first. Accounts that never were there are not among them.
     *
     * @param most of them
     */
    public List<Jid> before(String domain, Instant moment, int most) {
        return store.before(domain, moment, most);
    }

    public void drop(Jid account) {
        store.drop(account.bare());
    }

    private static String cut(String status) {
        if (status.length() <= STATUS) {
            return status;
        }
        // Not through the middle of a surrogate pair.
        return status.substring(0, Character.isHighSurrogate(status.charAt(STATUS - 1)) ? STATUS - 1 : STATUS);
    }
}
