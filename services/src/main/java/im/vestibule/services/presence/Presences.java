package im.vestibule.services.presence;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.roster.Roster;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Presence;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells others of the presence of sessions (RFC 6121 §4). What a session shows changes, and is told, under the session's
 * monitor, so nobody is left with what is no longer true. Rosters may have to be loaded: virtual threads only, but for
 * {@link #availableAtOnce}, {@link #unavailableAtOnce} and {@link #directed}.
 */
public final class Presences {
    /** With more to tell an event loop would be held up for too long. */
    private static final int FEW = 64;

    private final Sessions sessions;
    private final Hosts hosts;
    private final Outside outside;

    public Presences(Sessions sessions, Hosts hosts, Outside outside) {
        this.sessions = sessions;
        this.hosts = hosts;
        this.outside = outside;
    }

    /**
     * A resource says that it is available (RFC 6121 §4.2 and §4.4).
     *
     * @param stanza without {@code to}
     * @return whether it was unavailable before
     */
    public boolean available(Session session, XmlElement stanza) {
        Roster roster = roster(session.jid());
        boolean initial = come(session, stanza, roster);
        if (initial) {
            greet(session, roster);
        }
        return initial;
    }

    /**
     * Does the same if nothing has to be waited for, which takes a small roster that is at hand, and at first one with nobody to ask after.
     *
     * @return false if nothing was done
     */
    public boolean availableAtOnce(Session session, XmlElement stanza) {
        Roster roster = atHand(session);
        if (roster == null) {
            return false;
        }
        boolean initial;
        // Whether it is the first is looked at no earlier: an administrator may make it so.
        synchronized (session) {
            if (session.presence() == null && !roster.subscriptions().isEmpty()) {
                return false;
            }
            initial = come(session, stanza, roster);
        }
        if (initial) {
            greet(session, roster);
        }
        return true;
    }

    /** @return whether it was unavailable before */
    private boolean come(Session session, XmlElement stanza, Roster roster) {
        XmlElement stamped = stanza.with("from", session.jid().toString());
        synchronized (session) {
            boolean initial = session.presence() == null;
            session.presence(new Presence(Priority.of(stanza), stamped));
            broadcast(session, roster, stamped);
            return initial;
        }
    }

    /**
     * A resource leaves (RFC 6121 §4.5): whoever saw it come sees it go.
     *
     * @param stanza without {@code to}
     * @return whether it was available before
     */
    public boolean unavailable(Session session, XmlElement stanza) {
        return isSeen(session) && unavailable(session, stanza, roster(session.jid()));
    }

    /**
     * Does the same if nothing has to be waited for.
     *
     * @return false if nothing was done
     */
    public boolean unavailableAtOnce(Session session, XmlElement stanza) {
        Roster roster = atHand(session);
        if (roster == null || session.directed().size() > FEW) {
            return false;
        }
        boolean _ = isSeen(session) && unavailable(session, stanza, roster);
        return true;
    }

    private static boolean isSeen(Session session) {
        return session.presence() != null || !session.directed().isEmpty();
    }

    private boolean unavailable(Session session, XmlElement stanza, Roster roster) {
        XmlElement stamped = stanza.with("from", session.jid().toString());
        synchronized (session) {
            boolean before = session.presence() != null;
            session.presence(null);
            session.status(
                    stanza.element("status", Ns.CLIENT).map(XmlElement::text).orElse(session.status()));
            if (before) {
                broadcast(session, roster, stamped);
            }
            for (Jid to : session.directed()) {
                deliver(session, to, stamped);
            }
            session.forgetDirected();
            return before;
        }
    }

    /** Unavailable presence that the server makes for a session that has ended. */
    public static XmlElement gone() {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("type", "unavailable")
                .build();
    }

    /**
     * Presence to one address (RFC 6121 §4.6), which is remembered so that it can be taken back.
     *
     * @param stanza with {@code to}
     * @return false if the session has directed presence to as many as it may
     */
    public boolean directed(Session session, Jid to, XmlElement stanza, boolean available) {
        synchronized (session) {
            if (available && !session.direct(to)) {
                return false;
            }
            if (!available) {
                session.forgetDirected(to);
            }
            deliver(session, to, stanza.with("from", session.jid().toString()));
            return true;
        }
    }

    /** Sends what each available resource of an account last said. */
    public void show(Jid account, Jid to) {
        for (Session session : sessions.of(account)) {
            synchronized (session) {
                Presence presence = session.presence();
                if (presence != null) {
                    deliver(session, to, presence.stanza());
                }
            }
        }
    }

    /** Sends {@code unavailable} for each available resource of an account. */
    public void hide(Jid account, Jid to) {
        for (Session session : sessions.of(account)) {
            synchronized (session) {
                if (session.presence() != null) {
                    // Not held against the account's own block list: a contact just blocked is to see it leave.
                    spread(session, to, gone().with("from", session.jid().toString()));
                }
            }
        }
    }

    /** Tells a session of every resource of a contact that it may know of (RFC 6121 §4.3). */
    public void probe(Jid contact, Session asker) {
        if (!hosts.serves(contact.domain())) {
            ask(contact, asker);
        } else if (admits(contact, asker.jid())) {
            tell(contact, asker);
        }
    }

    /** A component, or another server, knows of its own. */
    private void ask(Jid contact, Session asker) {
        if (!Blocking.blocks(asker.blocked(), contact)) {
            outside.deliver(asker.jid(), contact, presence("probe", asker.jid(), contact));
        }
    }

    private void tell(Jid contact, Session asker) {
        for (Session session : sessions.of(contact)) {
            synchronized (session) {
                Presence presence = session.presence();
                if (presence != null && session != asker && !Blocking.blocks(session.blocked(), asker.jid())) {
                    hand(asker, session, presence.stanza(), asker.jid().bare());
                }
            }
        }
    }

    /**
     * Somebody who is not of this house wants to know of every resource of an account (RFC 6121 §4.3.2). Whoever may not is
     * told the same whether there is such an account or not.
     */
    public void probed(Jid account, Sender asker) {
        Host host = hosts.find(account.domain());
        if (host == null || Blocking.blocks(host.blocked(account), asker.jid())) {
            return;
        }
        if (!admits(account, asker.jid())) {
            asker.outlet().send(presence("unsubscribed", account, asker.jid().bare()));
            return;
        }
        boolean there = false;
        for (Session session : sessions.of(account)) {
            synchronized (session) {
                Presence presence = session.presence();
                if (presence != null) {
                    asker.outlet().send(presence.stanza().with("to", asker.jid().toString()));
                    there = true;
                }
            }
        }
        if (!there) {
            asker.outlet().send(presence("unavailable", account, asker.jid()));
        }
    }

    private static XmlElement presence(String type, Jid from, Jid to) {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("type", type)
                .attribute("from", from.toString())
                .attribute("to", to.toString())
                .build();
    }

    /** What a resource learns when it becomes available: its peers, its contacts, and who wants to be one. */
    private void greet(Session session, Roster roster) {
        probe(session.jid().bare(), session);
        roster.subscriptions().forEach(contact -> probe(contact, session));
        roster.requests().forEach(request -> session.outlet().send(request));
    }

    /** To every resource of the account, this one among them (RFC 6121 §4.2.2, §4.4.2, §4.5.2), and to its subscribers. */
    private void broadcast(Session session, Roster roster, XmlElement stanza) {
        Jid account = session.jid().bare();
        session.outlet().send(stanza.with("to", account.toString()));
        deliver(session, account, stanza);
        roster.subscribers().forEach(contact -> deliver(session, contact, stanza));
    }

    private Roster roster(Jid account) {
        return rosters(account).map(all -> all.roster(account)).orElse(Roster.EMPTY);
    }

    /** Whom else presence of the session concerns; null if they are many, or it takes the store to know. */
    private @Nullable Roster atHand(Session session) {
        Optional<Rosters> rosters = rosters(session.jid());
        Roster roster = rosters.isEmpty() ? Roster.EMPTY : rosters.get().cached(session.jid());
        return roster == null || roster.items().size() > FEW ? null : roster;
    }

    private Optional<Rosters> rosters(Jid account) {
        Host host = hosts.find(account.domain());
        return host == null || !host.presence() ? Optional.empty() : host.rosters();
    }

    private boolean admits(Jid contact, Jid asker) {
        return contact.equals(asker.bare()) || roster(contact).admits(asker);
    }

    private void deliver(Session from, Jid to, XmlElement stanza) {
        if (!Blocking.blocks(from.blocked(), to)) {
            spread(from, to, stanza);
        }
    }

    /** To one resource, to each available resource of an account, or out of the house. */
    private void spread(Session from, Jid to, XmlElement stanza) {
        if (!hosts.serves(to.domain())) {
            outside.deliver(from.jid(), to, stanza.with("to", to.toString()));
            return;
        }
        for (Session session : sessions.of(to)) {
            boolean meant =
                    to.isBare() ? session.presence() != null : session.jid().equals(to);
            if (meant && session != from) {
                hand(session, from, stanza, to);
            }
        }
    }

    private static void hand(Session to, Session from, XmlElement stanza, Jid address) {
        boolean own = to.jid().bare().equals(from.jid().bare());
        if (own || !Blocking.blocks(to.blocked(), from.jid())) {
            to.outlet().send(stanza.with("to", address.toString()));
        }
    }
}
