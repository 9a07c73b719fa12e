package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import java.util.Set;

/** Where block lists are kept, by the bare address of the account. Calls may wait; a change is durable once they return. */
public interface BlockStore {
    /** In a stable order; empty for an unknown account. */
    Set<Jid> load(Jid account);

    /** Adds those that are not there yet. */
    void add(Jid account, Set<Jid> contacts);

    /** Removes those that are there. */
    void remove(Jid account, Set<Jid> contacts);

    /** Removes all. */
    void drop(Jid account);
}
