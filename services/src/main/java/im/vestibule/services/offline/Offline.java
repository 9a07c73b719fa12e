package im.vestibule.services.offline;

import im.vestibule.config.Limit;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.change.Turns;
import im.vestibule.services.offline.OfflineStore.Numbered;
import im.vestibule.services.offline.OfflineStore.Waiting;
import im.vestibule.services.session.Claim;
import im.vestibule.services.session.Outlet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Keeps messages until their recipient is there (XEP-0160). Calls may wait, so they are made on virtual threads, and throw
 * {@link im.vestibule.services.store.StoreException} if the store fails. Accounts are taken bare.
 */
public final class Offline {
    /** Messages read at a time while an account's box is emptied. */
    static final int BATCH = 100;

    private static final String STORED = "Offline Storage";

    private final OfflineStore store;
    private final InstantSource clock;
    private final OfflineSpec spec;
    private final Turns turns = new Turns();
    /** Sessions that may yet acknowledge what they were sent. None after a restart. */
    private final Set<String> holders = ConcurrentHashMap.newKeySet();

    public Offline(OfflineStore store, InstantSource clock, OfflineSpec spec) {
        this.store = store;
        this.clock = clock;
        this.spec = spec;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is to be done with a message that finds nobody there. */
    public Storing storing(XmlElement message) {
        return Storing.of(message, spec.storeGroupchatMessages());
    }

    /**
     * Takes a message that found no resource to deliver it to; that it is kept is durable on return. Since the recipient
     * may have come in the meantime, the caller looks once more and, if so, calls {@link #deliver}.
     *
     * @param message with {@code from} and {@code to}
     * @param quota messages the account may have waiting, by the rule {@code access_max_user_messages}
     */
    public Outcome offer(Jid account, XmlElement message, Limit quota) {
        return offer(message, () -> store.add(account.bare(), kept(message, now()), quota.value()));
    }

    /**
     * The same for one that a session was sent before it ended.
     *
     * @param holder the session: its client may come back and say that it got it
     */
    public Outcome offer(Jid account, String holder, Mail mail, Limit quota) {
        return offer(mail.message(), () -> hold(account, holder, List.of(mail), quota) == 1);
    }

    private Outcome offer(XmlElement message, BooleanSupplier adding) {
        return switch (storing(message)) {
            case DROP -> Outcome.done();
            case BOUNCE -> Outcome.refused(Condition.SERVICE_UNAVAILABLE, "the recipient is not there");
            case STORE ->
                adding.getAsBoolean()
                        ? Outcome.done()
                        : Outcome.refused(Condition.RESOURCE_CONSTRAINT, "too many messages wait for the recipient");
        };
    }

    private static OfflineMessage kept(XmlElement message, Instant at) {
        return new OfflineMessage(message, at, Expiry.of(message).map(at::plus));
    }

    /** Leaves alone from now on what this session holds, until {@link #letGo}. */
    public void reserve(String holder) {
        holders.add(holder);
    }

    /** What this session still holds waits for whoever comes. */
    public void letGo(String holder) {
        holders.remove(holder);
    }

    /**
     * Takes messages that a session has been sent and has not acknowledged, in their order; durable on return.
     *
     * @param quota messages the account may have waiting with them
     * @return how many, from the first on; the rest would have been too many
     */
    public int hold(Jid account, String holder, List<Mail> messages, Limit quota) {
        List<Numbered> rows = messages.stream()
                .map(mail -> new Numbered(mail.number(), kept(mail.message(), mail.at())))
                .toList();
        return store.hold(account.bare(), holder, rows, quota.value());
    }

    /**
     * A message that a session has been sent.
     *
     * @param number among all that it was sent
     * @param at when that was; kept to the millisecond
     */
    public record Mail(long number, XmlElement message, Instant at) {
        public Mail {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Deletes what a session held that its client has got by now, up to this number modulo 2^32. */
    public void acknowledged(Jid account, String holder, long number) {
        store.acknowledge(account.bare(), holder, number);
    }

    /** The same for a session that is no more; whoever is just being served is served first. */
    public void acknowledgedLate(Jid account, String holder, long number) {
        boolean _ = turns.take(account.bare(), () -> {
            store.acknowledge(account.bare(), holder, number);
            return true;
        });
    }

    /** Deletes what a session held under these numbers. */
    public void discard(Jid account, String holder, Collection<Long> numbers) {
        store.discard(account.bare(), holder, numbers);
    }

    /** Who takes what waits: {@link Outlet#deliver}. */
    @FunctionalInterface
    public interface Resource {
        int deliver(List<XmlElement> messages, Claim claim);
    }

    /**
     * Empties the account's box into the resource that has just come with a priority of 0 or more, oldest message first,
     * each with a delay stamp (XEP-0203). What other sessions hold stays theirs. A message is deleted once it is taken, so
     * that one that was taken right before a crash may come again; unless the resource acknowledges what it gets, and then it
     * holds what it takes. If another resource is being served, this waits and serves what is left.
     *
     * @param resource may wait; if it does not take all that it is given, the rest is kept
     * @return messages taken
     */
    public int deliver(Jid account, Resource resource) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            int taken = 0;
            long last = -1;
            while (true) {
                List<Waiting> batch = store.after(owner, last, BATCH);
                List<Waiting> free = batch.stream().filter(this::isFree).toList();
                Handing handing = new Handing(owner, free);
                boolean all = handing.hand(resource);
                taken += handing.taken;
                if (!all || batch.size() < BATCH) {
                    return taken;
                }
                last = batch.getLast().seq();
            }
        });
    }

    private boolean isFree(Waiting waiting) {
        return waiting.holder().filter(holders::contains).isEmpty();
    }

    /** Some messages on their way to a resource. */
    private final class Handing {
        private final Jid owner;
        private final List<Long> useless = new ArrayList<>();
        private final List<Long> seqs = new ArrayList<>();
        private final List<XmlElement> messages = new ArrayList<>();
        private boolean claimed;
        private int taken;

        Handing(Jid owner, List<Waiting> free) {
            this.owner = owner;
            for (Waiting waiting : free) {
                Optional<XmlElement> due = due(owner, waiting);
                due.ifPresent(message -> {
                    seqs.add(waiting.seq());
                    messages.add(message);
                });
                if (due.isEmpty()) {
                    useless.add(waiting.seq());
                }
            }
        }

        /** @return whether all were taken */
        boolean hand(Resource resource) {
            taken = messages.isEmpty() ? 0 : resource.deliver(List.copyOf(messages), this::claim);
            List<Long> gone = new ArrayList<>(useless);
            if (!claimed) {
                gone.addAll(seqs.subList(0, taken));
            }
            if (!gone.isEmpty()) {
                store.remove(owner, gone);
            }
            return taken == messages.size();
        }

        private void claim(String holder, long first) {
            store.claim(owner, holder, seqs, first);
            claimed = true;
        }
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
                .map(message -> Delay.stamp(message.stanza(), owner.domain(), message.storedAt(), STORED));
    }
}
