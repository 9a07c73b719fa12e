package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.change.Effect;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SubscriptionType;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Carries out what changes to rosters and block lists ask for. On virtual threads. */
final class Effector {
    private final Hosts hosts;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Presences presences;
    private final Outside outside;

    Effector(Hosts hosts, Accounts accounts, Sessions sessions, Presences presences, Outside outside) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.presences = presences;
        this.outside = outside;
    }

    /** An effect may have effects of its own; they come behind those that are there. */
    void apply(List<Effect> effects) {
        Deque<Effect> left = new ArrayDeque<>(effects);
        while (!left.isEmpty()) {
            switch (left.removeFirst()) {
                case Effect.Route(Jid from, Jid to, XmlElement stanza) -> left.addAll(route(from, to, stanza));
                case Effect.Available(Jid account, Jid to) -> presences.show(account, to);
                case Effect.Unavailable(Jid account, Jid to) -> presences.hide(account, to);
                case Effect.Probe(Jid account, Jid to) -> probe(account, to);
                case Effect.End(Jid session, StreamError reason) -> end(session, reason);
            }
        }
    }

    private List<Effect> route(Jid from, Jid to, XmlElement stanza) {
        Host host = hosts.find(to.domain());
        if (host == null) {
            outside.deliver(from, to, stanza);
            return List.of();
        }
        return inbound(host, from, to, stanza);
    }

    /** A subscription stanza arrives at a local account (RFC 6121 §3, §8.5.1). */
    private List<Effect> inbound(Host host, Jid from, Jid to, XmlElement stanza) {
        if (host.rosters().isEmpty() || to.local().isEmpty()) {
            return List.of();
        }
        return switch (accounts.exists(to.bare())) {
            case EXISTS ->
                Blocking.blocks(host.blocked(to), from)
                        ? List.of()
                        : inbound(host.rosters().get(), from, to, stanza);
            case ABSENT -> List.of();
            case UNAVAILABLE -> {
                sendBack(from, to, stanza);
                yield List.of();
            }
        };
    }

    private static List<Effect> inbound(Rosters rosters, Jid from, Jid to, XmlElement stanza) {
        return stanza.attribute("type")
                .flatMap(SubscriptionType::parse)
                .map(type -> rosters.inbound(to, from, type, stanza))
                .orElse(List.of());
    }

    /** There may be such an account, so whoever has sent this had better send it again. */
    private void sendBack(Jid from, Jid to, XmlElement stanza) {
        XmlElement answer =
                Bounce.answer(from.bare(), stanza.with("to", to.bare().toString()), Bounce.LATER);
        if (hosts.find(from.domain()) == null) {
            outside.deliver(to.bare(), from, answer);
        } else {
            sessions.of(from.bare()).forEach(session -> session.outlet().send(answer));
        }
    }

    private void end(Jid jid, StreamError reason) {
        Session session = sessions.find(jid);
        if (session != null) {
            session.outlet().close(reason);
        }
    }

    private void probe(Jid account, Jid contact) {
        for (Session session : sessions.of(account)) {
            if (session.presence() != null) {
                presences.probe(contact, session);
            }
        }
    }
}
