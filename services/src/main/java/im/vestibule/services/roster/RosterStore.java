package im.vestibule.services.roster;

import im.vestibule.model.Jid;

/** Where rosters are kept, by the bare address of the account. Calls may wait; a change is durable once they return. */
public interface RosterStore {
    /** Everything kept of an account, contacts in a stable order; an empty roster for an unknown account. */
    Roster load(Jid account);

    /**
     * Adds or replaces an item.
     *
     * @param version of the roster from now on
     */
    void save(Jid account, Item item, long version);

    /**
     * Forgets a contact, if it is there.
     *
     * @param version of the roster from now on
     */
    void delete(Jid account, Jid contact, long version);

    /** Forgets all of an account. */
    void drop(Jid account);
}
