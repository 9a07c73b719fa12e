package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where messages wait, by the bare address of the account. Calls may wait; a change is durable once they return. */
public interface OfflineStore {
    /**
     * A message in its account's box.
     *
     * @param seq higher than those of the messages before it
     * @param holder the session that has been sent it and may acknowledge it yet (XEP-0198), by its id
     * @param message empty if it cannot be read any more
     */
    record Waiting(long seq, Optional<String> holder, Optional<OfflineMessage> message) {}

    /**
     * A message by the number under which a session was sent it.
     *
     * @param number counts on at 2^32
     */
    record Numbered(long number, OfflineMessage message) {}

    /**
     * Adds a message behind the others.
     *
     * @param quota messages the box may hold with it
     * @return false if it would hold more; nothing is added then
     */
    boolean add(Jid account, OfflineMessage message, long quota);

    /**
     * Adds messages that a session has been sent, in their order, behind the others.
     *
     * @param quota messages the box may hold with them
     * @return how many, from the first on; the rest would have been too many
     */
    int hold(Jid account, String holder, List<Numbered> messages, long quota);

    /**
     * The oldest messages behind this one, in order.
     *
     * @param most of them
     */
    List<Waiting> after(Jid account, long seq, int most);

    /** The oldest messages, in order. */
    default List<Waiting> first(Jid account, int most) {
        return after(account, -1, most);
    }

    /** Deletes messages. */
    void remove(Jid account, Collection<Long> seqs);

    /**
     * Makes messages ones that a session is about to be sent, whoever had them before.
     *
     * @param seqs in the order they are sent
     * @param first the number of the first, from which the others count on
     */
    void claim(Jid account, String holder, List<Long> seqs, long first);

    /**
     * Deletes what a session was sent up to a number.
     *
     * @param number modulo 2^32, as clients count
     */
    void acknowledge(Jid account, String holder, long number);

    /** Deletes what a session was sent under these numbers. */
    void discard(Jid account, String holder, Collection<Long> numbers);

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
