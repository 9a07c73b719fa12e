package im.vestibule.services.offline;

import im.vestibule.config.Limit;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.change.Turns;
import im.vestibule.services.offline.OfflineStore.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps messages until their recipient is there (XEP-0160). Calls may wait, so they are made on virtual threads, and throw
 * {@link im.vestibule.services.store.StoreException} if the store fails. Accounts are taken bare.
 */
public final class Offline {
    /** Messages read at a time while an account's box is emptied. */
    static final int BATCH = 100;

    private final OfflineStore store;
    private final InstantSource clock;
    private final OfflineSpec spec;
    private final Turns turns = new Turns();

    public Offline(OfflineStore store, InstantSource clock, OfflineSpec spec) {
        this.store = store;
        this.clock = clock;
        this.spec = spec;
    }

    /**
     * Takes a message that found no resource to deliver it to; that it is kept is durable on return. Since the recipient
     * may have come in the meantime, the caller looks once more and, if so, calls {@link #deliver}.
     *
     * @param message with {@code from} and {@code to}
     * @param quota messages the account may have waiting, by the rule {@code access_max_user_messages}
     */
    public Outcome offer(Jid account, XmlElement message, Limit quota) {
        return switch (Storing.of(message, spec.storeGroupchatMessages())) {
            case DROP -> Outcome.done();
            case BOUNCE -> Outcome.refused(Condition.SERVICE_UNAVAILABLE, "the recipient is not there");
            case STORE -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Optional<Instant> expiry = Expiry.of(message).map(now::plus);
                yield store.add(account.bare(), new OfflineMessage(message, now, expiry), quota.value())
                        ? Outcome.done()
                        : Outcome.refused(Condition.RESOURCE_CONSTRAINT, "too many messages wait for the recipient");
            }
        };
    }

    /**
     * Empties the account's box into the resource that has just come with a priority of 0 or more, oldest message first,
     * each with a delay stamp (XEP-0203). A message is deleted once it is taken; one that was taken right before a crash
     * may come again. If another resource is being served, this waits and serves what is left.
     *
     * @param resource takes one message, may wait to do so; false ends the delivery, and the rest is kept
     * @return messages taken
     */
    public int deliver(Jid account, Predicate<XmlElement> resource) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            int taken = 0;
            while (true) {
                List<Waiting> batch = store.first(owner, BATCH);
                int done = 0;
                boolean open = true;
                while (open && done < batch.size()) {
                    Optional<XmlElement> message = due(owner, batch.get(done));
                    open = message.isEmpty() || resource.test(message.get());
                    if (open) {
                        done++;
                        taken += message.isPresent() ? 1 : 0;
                    }
                }
                if (done > 0) {
                    store.remove(owner, batch.get(done - 1).seq());
                }
                if (done < BATCH) {
                    return taken;
                }
            }
        });
    }

    /** Messages that wait, expired ones among them. */
    public long count(Jid account) {
        return store.count(account.bare());
    }

    /**
     * Deletes what has expired.
     *
     * @return messages deleted
     */
    public int deleteExpired(String domain) {
        return store.removeExpired(domain, clock.instant());
    }

    /**
     * Deletes what has waited for longer than this.
     *
     * @return messages deleted
     */
    public int deleteOld(String domain, Duration age) {
        return store.removeStored(domain, clock.instant().minus(age));
    }

    /** Forgets all messages of an account. */
    public void drop(Jid account) {
        store.drop(account.bare());
    }

    /** The message with its delay stamp; empty if it has expired or cannot be read. */
    private Optional<XmlElement> due(Jid owner, Waiting waiting) {
        return waiting.message()
                .filter(message ->
                        message.expiry().map(clock.instant()::isBefore).orElse(true))
                .map(message -> Delay.stamp(message.stanza(), owner.domain(), message.storedAt()));
    }
}
