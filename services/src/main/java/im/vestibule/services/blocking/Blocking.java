package im.vestibule.services.blocking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.change.Turns;
import im.vestibule.services.iq.Push;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The block lists of accounts (XEP-0191). Accounts are taken bare. Calls may wait, so they are made on virtual threads;
 * {@link #cached}, {@link #attachAtOnce} and {@link #blocks} never wait. Changes of one account happen one after the other; all its sessions have
 * the new list, and those that asked for it have been told, before a call returns. If the store fails,
 * calls throw {@link im.vestibule.services.store.StoreException} and nothing has changed.
 */
public final class Blocking {
    /** What a sender gets for a message or a request to someone who blocks it. Presence gets nothing at all. */
    public static final StanzaError UNWANTED = StanzaError.of(Condition.SERVICE_UNAVAILABLE);

    /** What a user gets who sends something to someone on the user's own list. */
    public static final StanzaError BLOCKED = StanzaError.of(Condition.NOT_ACCEPTABLE)
            .with(StanzaError.Type.CANCEL)
            .with(XmlElement.of("blocked", Ns.BLOCKING_ERRORS));

    private final BlockStore store;
    private final Sessions sessions;
    private final Rosters rosters;
    private final int most;
    private final Turns turns = new Turns();
    private final Cache<Jid, Set<Jid>> cache;

    /** Sessions that asked for the list, for as long as they live. */
    private final Cache<Session, Boolean> listeners =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /**
     * @param most addresses an account may block; beyond it the answer is {@code policy-violation}
     * @param cached addresses kept in memory, all accounts together, an account without any counted as one
     */
    public Blocking(BlockStore store, Sessions sessions, Rosters rosters, int most, long cached) {
        this.store = store;
        this.sessions = sessions;
        this.rosters = rosters;
        this.most = most;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cached)
                .weigher((Jid account, Set<Jid> list) -> 1 + list.size())
                .executor(Runnable::run)
                .build();
    }

    /**
     * Whether a list covers an address: as it is, as any resource of an account, or as anything at a domain (XEP-0191 §7).
     * A user's own account is never to be held against the user's list.
     */
    public static boolean blocks(Set<Jid> list, Jid address) {
        if (list.isEmpty()) {
            return false;
        }
        return list.contains(address) || list.contains(address.bare()) || list.contains(address.domainJid());
    }

    /** The list, for a new session among others; empty for an unknown account. */
    public Set<Jid> list(Jid account) {
        Set<Jid> known = cached(account);
        return known != null ? known : turns.take(account.bare(), () -> load(account.bare()));
    }

    /** The list if it is at hand; for event loops, which fall back to {@link #list} elsewhere. */
    public @Nullable Set<Jid> cached(Jid account) {
        return cache.getIfPresent(account.bare());
    }

    /** Gives a session its list, once it is among the sessions; from then on it is kept up to date. */
    public void attach(Session session) {
        Jid owner = session.jid().bare();
        turns.take(owner, () -> {
            Set<Jid> list = load(owner);
            session.blocked(list);
            return list;
        });
    }

    /**
     * Does the same if the list is at hand, and never waits.
     *
     * @return false if the session does not have its list
     */
    public boolean attachAtOnce(Session session) {
        Set<Jid> before;
        Set<Jid> list = cached(session.jid());
        do {
            if (list == null) {
                return false;
            }
            session.blocked(list);
            before = list;
            // A change caches the new list first, and then hands it to the sessions: to this one perhaps before it got
            // the old one here.
            list = cached(session.jid());
        } while (!before.equals(list));
        return true;
    }

    /**
     * Makes a session one that is told of changes, and hands over the list before the first of them.
     *
     * @param answer must not wait
     */
    public void introduce(Session session, Consumer<Set<Jid>> answer) {
        Jid owner = session.jid().bare();
        turns.take(owner, () -> {
            Set<Jid> list = load(owner);
            listeners.put(session, true);
            answer.accept(list);
            return list;
        });
    }

    /** Adds addresses. Contacts that see the account's presence, and now may not, see it leave. */
    public Outcome block(Jid account, Set<Jid> contacts) {
        Jid owner = account.bare();
        if (contacts.stream().anyMatch(contact -> contact.bare().equals(owner))) {
            return Outcome.refused(Condition.NOT_ALLOWED, "an account cannot block itself");
        }
        return turns.take(owner, () -> {
            Set<Jid> before = load(owner);
            Set<Jid> after = new LinkedHashSet<>(before);
            after.addAll(contacts);
            if (after.size() > most) {
                return Outcome.refused(Condition.POLICY_VIOLATION, "at most " + most + " addresses can be blocked");
            }
            store.add(owner, contacts);
            return change(owner, before, after, BlockingXml.list("block", contacts));
        });
    }

    /** Removes addresses, whether or not they are there. Contacts that may see the account's presence again do. */
    public Outcome unblock(Jid account, Set<Jid> contacts) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            Set<Jid> before = load(owner);
            Set<Jid> after = new LinkedHashSet<>(before);
            after.removeAll(contacts);
            store.remove(owner, contacts);
            return change(owner, before, after, BlockingXml.list("unblock", contacts));
        });
    }

    /** Removes all. */
    public Outcome unblockAll(Jid account) {
        Jid owner = account.bare();
        return turns.take(owner, () -> {
            Set<Jid> before = load(owner);
            store.drop(owner);
            return change(owner, before, Set.of(), BlockingXml.list("unblock", Set.of()));
        });
    }

    /** Forgets the list of an account that is no more. */
    public void drop(Jid account) {
        Jid owner = account.bare();
        turns.take(owner, () -> {
            store.drop(owner);
            cache.put(owner, Set.of());
            return owner;
        });
    }

    /** Knows nothing by heart any more of the accounts of a domain. */
    public void forget(String domain) {
        cache.asMap().keySet().removeIf(account -> account.domain().equals(domain));
    }

    /** Only in the account's turn: nobody else can then put an older list in the cache. */
    private Set<Jid> load(Jid owner) {
        Set<Jid> known = cache.getIfPresent(owner);
        if (known != null) {
            return known;
        }
        Set<Jid> loaded = Collections.unmodifiableSet(store.load(owner));
        cache.put(owner, loaded);
        return loaded;
    }

    private Outcome change(Jid owner, Set<Jid> before, Set<Jid> after, XmlElement push) {
        Set<Jid> list = Collections.unmodifiableSet(after);
        cache.put(owner, list);
        for (Session session : sessions.of(owner)) {
            session.blocked(list);
            if (listeners.getIfPresent(session) != null) {
                Push.send(session, push);
            }
        }
        return Outcome.done(Visibility.change(owner, rosters.roster(owner), before, list));
    }
}
