package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where messages wait, by the bare address of the account. Calls may wait; a change is durable once they return. */
public interface OfflineStore {
    /**
     * A message in its account's box.
     *
     * @param seq grows with each message of the account, also when the box was empty in between
     * @param message empty if it cannot be read any more
     */
    record Waiting(long seq, Optional<OfflineMessage> message) {}

    /**
     * Adds a message behind the others.
     *
     * @param quota messages the box may hold with it
     * @return false if it would hold more; nothing is added then
     */
    boolean add(Jid account, OfflineMessage message, long quota);

    /**
     * The oldest messages, in order.
     *
     * @param most of them
     */
    List<Waiting> first(Jid account, int most);

    /** Deletes messages up to and including this one. */
    void remove(Jid account, long seq);

    long count(Jid account);

    /**
     * Deletes messages of a domain's accounts with an expiry at or before this.
     *
     * @return how many
     */
    int removeExpired(String domain, Instant now);

    /**
     * Deletes messages of a domain's accounts that were stored before this.
     *
     * @return how many
     */
    int removeStored(String domain, Instant before);

    /** Deletes all of an account. */
    void drop(Jid account);
}
