package im.vestibule.services.roster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Effect;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.change.Turns;
import im.vestibule.services.roster.Transition.Notice;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rosters of accounts and every change to them (RFC 6121 §2 and §3). Addresses of accounts and contacts are taken
 * bare. Calls may wait, so they are made on virtual threads; {@link #cached} never waits. Changes of one account happen
 * one after the other, and its own sessions hear of them in that order before a call returns. What concerns others comes
 * back as effects. If the store fails, calls throw {@link im.vestibule.services.store.StoreException} and nothing has
 * changed.
 *
 * <p>Whether an account exists, and whether it blocks the contact, is for the caller to know.
 */
public final class Rosters {
    private final RosterStore store;
    private final InstantSource clock;
    private final RosterLimits limits;
    private final Sessions sessions;
    private final RosterPush push;
    private final Turns turns = new Turns();
    private final Cache<Jid, Roster> cache;

    /**
     * @param cached items kept in memory, all accounts together, an account without any counted as one
     */
    public Rosters(
            RosterStore store,
            Sessions sessions,
            InstantSource clock,
            RosterLimits limits,
            RosterSpec spec,
            long cached) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.sessions = sessions;
        this.push = new RosterPush(sessions, spec.versioning());
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cached)
                .weigher((Jid account, Roster roster) -> 1 + roster.items().size())
                .executor(Runnable::run)
                .build();
    }

    public RosterLimits limits() {
        return limits;
    }

    public boolean versioning() {
        return push.versioning();
    }

    /** The roster as it is now; empty for an unknown account. */
    public Roster roster(Jid account) {
        Roster known = cached(account);
        return known != null ? known : turns.take(account.bare(), () -> load(account.bare()));
    }

    /** The roster if it is at hand; for event loops, which fall back to {@link #roster} elsewhere. */
    public @Nullable Roster cached(Jid account) {
        return cache.getIfPresent(account.bare());
    }

    /** Whether someone may learn what subscribers do: the account itself, and contacts that see its presence. */
    public boolean admits(Jid account, Jid asker) {
        return account.bare().equals(asker.bare()) || roster(account).admits(asker);
    }

    /**
     * Makes a session one that is told of changes (RFC 6121 §2.2), and hands over the roster before the first of them.
     *
     * @param answer must not wait
     */
    public void introduce(Session session, Consumer<Roster> answer) {
        Jid account = session.jid().bare();
        turns.take(account, () -> {
            Roster roster = load(account);
            session.interested(true);
            answer.accept(roster);
            return roster;
        });
    }

    /** Adds a contact, or gives it another name and other groups (RFC 6121 §2.3 and §2.4). */
    public Outcome set(Jid account, Jid contact, String name, List<String> groups) {
        Jid owner = account.bare();
        Jid other = contact.bare();
        if (owner.equals(other)) {
            return Outcome.refused(Condition.NOT_ALLOWED, "an account is not its own contact");
        }
        return limits.fault(name, groups)
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> turns.take(owner, () -> {
                    Roster roster = load(owner);
                    Item before = before(roster, other);
                    if (!before.listed() && roster.listedCount() >= limits.items()) {
                        return full();
                    }
                    Item after = before.listed(name, groups);
                    keep(owner, roster, before, after);
                    // Even if nothing is new: the client that asked waits for it.
                    push.changed(owner, after, load(owner).version());
                    return Outcome.done();
                }));
    }

    /** Removes a listed contact and with it all subscriptions and requests (RFC 6121 §2.5). */
    public Outcome remove(Jid account, Jid contact) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            Roster roster = load(owner);
            Item item = roster.find(contact);
            if (item == null || !item.listed()) {
                return Outcome.refused(Condition.ITEM_NOT_FOUND, "no such contact");
            }
            keep(owner, roster, item, Item.stranger(item.contact()));
            push.removed(owner, item.contact(), load(owner).version());
            return Outcome.done(Stanzas.farewell(owner, item));
        });
    }

    /**
     * The account's user sends a subscription stanza (RFC 6121 §3, outbound).
     *
     * @param stanza as it came; what is routed is stamped with both bare addresses
     */
    public Outcome outbound(Jid account, Jid contact, SubscriptionType type, XmlElement stanza) {
        Jid owner = account.bare();
        Jid other = contact.bare();
        if (owner.equals(other)) {
            return Outcome.refused(Condition.NOT_ALLOWED, "an account is not its own contact");
        }
        return turns.take(owner, () -> {
            Roster roster = load(owner);
            Item before = before(roster, other);
            Transition step = Transition.outbound(before.state(), type);
            Item after = before.in(step.next(), stanza);
            if (after.listed() && !before.listed() && roster.listedCount() >= limits.items()) {
                return full();
            }
            keep(owner, roster, before, after);
            announce(owner, before, after);
            List<Effect> effects = new ArrayList<>();
            if (step.notice() == Notice.UNAVAILABLE) {
                // The contact still has its subscription, so it takes this for what it is (RFC 6121 §3.2.2).
                effects.add(new Effect.Unavailable(owner, other));
            }
            if (step.passes()) {
                effects.add(new Effect.Route(owner, other, Stanzas.address(stanza, owner, other)));
            }
            if (step.notice() == Notice.AVAILABLE) {
                effects.add(new Effect.Available(owner, other));
            }
            return Outcome.done(effects);
        });
    }

    /** The same for a stanza that says nothing else. */
    public Outcome outbound(Jid account, Jid contact, SubscriptionType type) {
        return outbound(account, contact, type, Stanzas.presence(account.bare(), contact.bare(), type));
    }

    /**
     * A contact sends a subscription stanza to the account (RFC 6121 §3, inbound). Sessions that are to see it get it.
     *
     * @param stanza as it came
     */
    public List<Effect> inbound(Jid account, Jid contact, SubscriptionType type, XmlElement stanza) {
        Jid owner = account.bare();
        Jid other = contact.bare();
        return turns.take(owner, () -> {
            Roster roster = load(owner);
            Item before = before(roster, other);
            Transition step = Transition.inbound(before.state(), type);
            boolean newRequest = step.next().requested() && !before.state().requested();
            if (newRequest && roster.requests().size() >= limits.requests()) {
                return List.<Effect>of();
            }
            XmlElement stamped = Stanzas.address(stanza, other, owner);
            Item after = before.in(step.next(), newRequest ? limits.cut(stamped) : stamped);
            keep(owner, roster, before, after);
            if (step.passes()) {
                deliver(owner, type, stamped);
            }
            announce(owner, before, after);
            List<Effect> effects = new ArrayList<>();
            if (step.replies()) {
                effects.add(Stanzas.route(owner, other, SubscriptionType.SUBSCRIBED));
            }
            switch (step.notice()) {
                case AVAILABLE -> effects.add(new Effect.Available(owner, other));
                case UNAVAILABLE -> effects.add(new Effect.Unavailable(owner, other));
                case NONE -> {}
            }
            return List.copyOf(effects);
        });
    }

    /** Forgets the account's roster, and ends its subscriptions in both directions. */
    public List<Effect> drop(Jid account) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            Roster roster = load(owner);
            store.drop(owner);
            cache.put(owner, Roster.EMPTY);
            return roster.items().stream()
                    .flatMap(item -> Stanzas.farewell(owner, item).stream())
                    .toList();
        });
    }

    /** Knows nothing by heart any more of the accounts of a domain. */
    public void forget(String domain) {
        cache.asMap().keySet().removeIf(account -> account.domain().equals(domain));
    }

    /** Only in the account's turn: nobody else can then put an older roster in the cache. */
    private Roster load(Jid owner) {
        Roster known = cache.getIfPresent(owner);
        if (known != null) {
            return known;
        }
        Roster loaded = store.load(owner);
        cache.put(owner, loaded);
        return loaded;
    }

    /** Stores what has changed; the cache follows once it is durable. */
    private void keep(Jid owner, Roster roster, Item before, Item after) {
        if (after.equals(before)) {
            return;
        }
        boolean visible = after.listed() || before.listed();
        // From the clock, so that an account made anew under an old name does not use its numbers again.
        long version = visible ? Math.max(roster.version() + 1, clock.millis()) : roster.version();
        if (after.isBlank()) {
            store.delete(owner, after.contact(), version);
            cache.put(owner, roster.without(after.contact(), version));
        } else {
            store.save(owner, after, version);
            cache.put(owner, roster.with(after, version));
        }
    }

    private void announce(Jid owner, Item before, Item after) {
        if (after.listed() && !after.looksLike(before)) {
            push.changed(owner, after, load(owner).version());
        }
    }

    /** A request reaches every available resource (RFC 6121 §3.1.3), everything else those that know the roster. */
    private void deliver(Jid owner, SubscriptionType type, XmlElement stanza) {
        for (Session session : sessions.of(owner)) {
            if (type == SubscriptionType.SUBSCRIBE ? session.presence() != null : session.interested()) {
                session.outlet().send(stanza);
            }
        }
    }

    private static Item before(Roster roster, Jid contact) {
        Item item = roster.find(contact);
        return item == null ? Item.stranger(contact) : item;
    }

    private Outcome full() {
        return Outcome.refused(Condition.POLICY_VIOLATION, "a roster holds at most " + limits.items() + " contacts");
    }
}
