package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what sessions send to where it belongs (RFC 6120 §10, RFC 6121 §8). A message to somebody who is there crosses on
 * the sender's event loop without waiting, without a lock and without being built; everything that may have to wait comes
 * back as {@link Routed.Later}.
 */
public final class Router {
    private static final Routed.Misuse INVALID_FROM =
            new Routed.Misuse(StreamError.of(StreamError.Condition.INVALID_FROM));

    private final Hosts hosts;
    private final Sessions sessions;
    private final Requests requests;
    private final PresenceRoutes presence;
    private final Mailbox mailbox;

    public Router(Hosts hosts, Sessions sessions, Accounts accounts, Presences presences) {
        this.hosts = hosts;
        this.sessions = sessions;
        Effector effector = new Effector(hosts, accounts, sessions, presences);
        mailbox = new Mailbox(hosts, accounts, sessions);
        requests = new Requests(hosts, sessions, effector);
        presence = new PresenceRoutes(hosts, presences, effector, mailbox);
        accounts.onRemoval(new Removals(hosts, sessions, effector));
    }

    /**
     * Sends a message of ours to the account that it is addressed to, or keeps it until somebody is there. May wait.
     */
    public void announce(XmlElement message) {
        message.attribute("to").flatMap(Jid::parse).ifPresent(to -> mailbox.announce(to.bare(), message));
    }

    /**
     * Routes one stanza of a session.
     *
     * @param frame good only during this call
     * @param jids of the calling loop
     */
    public Routed route(Session sender, Frame frame, JidCache jids) {
        if (frame.start(Field.FROM) >= 0
                && !speaksFor(sender, jids.get(frame, Field.FROM).orElse(null))) {
            return INVALID_FROM;
        }
        Jid to = frame.start(Field.TO) >= 0
                ? jids.get(frame, Field.TO).orElse(null)
                : sender.jid().bare();
        if (to == null) {
            Bounce.to(sender, frame.tree(), StanzaError.of(Condition.JID_MALFORMED));
            return Routed.DONE;
        }
        return switch (frame.kind()) {
            case MESSAGE -> message(sender, to, frame);
            case PRESENCE -> presence.route(sender, frame.start(Field.TO) >= 0 ? to : null, frame.tree());
            case IQ -> requests.route(sender, to, frame);
            case OTHER -> throw new IllegalArgumentException("not a stanza");
        };
    }

    /** RFC 6120 §8.1.2.1: the full address of the session, or the bare one of its account. */
    private static boolean speaksFor(Session sender, @Nullable Jid from) {
        return from != null
                && (from.equals(sender.jid()) || from.equals(sender.jid().bare()));
    }

    private Routed message(Session sender, Jid to, Frame frame) {
        MessageType type = MessageType.of(frame.value(Field.TYPE));
        if (!hosts.serves(to.domain())) {
            Bounce.to(sender, frame.tree(), StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
            return Routed.DONE;
        }
        if (to.local().isEmpty()) {
            Bounce.to(sender, frame.tree(), StanzaError.of(Condition.SERVICE_UNAVAILABLE));
            return Routed.DONE;
        }
        boolean own = to.bare().equals(sender.jid().bare());
        if (!own && Blocking.blocks(sender.blocked(), to)) {
            Bounce.to(sender, frame.tree(), Blocking.BLOCKED);
            return Routed.DONE;
        }
        List<Session> there = sessions.of(to);
        if (!own && !there.isEmpty() && Blocking.blocks(there.getFirst().blocked(), sender.jid())) {
            Bounce.to(sender, frame.tree(), Blocking.UNWANTED);
            return Routed.DONE;
        }
        return deliver(sender, type, to, frame, there);
    }

    private Routed deliver(Session sender, MessageType type, Jid to, Frame frame, List<Session> there) {
        return switch (Delivery.message(type, to, there)) {
            case Delivery.One(Session session) ->
                sender.pass(frame, session)
                        ? Routed.DONE
                        : deliver(sender, type, to, frame, without(there, List.of(session)));
            case Delivery.Several(List<Session> several) -> {
                boolean taken = false;
                for (Session session : several) {
                    taken |= sender.pass(frame, session);
                }
                yield taken ? Routed.DONE : deliver(sender, type, to, frame, without(there, several));
            }
            case Delivery.Keep() -> mailbox.keep(sender, to, frame.tree());
            case Delivery.Bounce() -> {
                Bounce.to(sender, frame.tree(), StanzaError.of(Condition.SERVICE_UNAVAILABLE));
                yield Routed.DONE;
            }
            case Delivery.Drop() -> Routed.DONE;
        };
    }

    /** Those whose streams are ending are as good as gone. */
    private static List<Session> without(List<Session> sessions, List<Session> gone) {
        List<Session> left = new ArrayList<>(sessions);
        left.removeAll(gone);
        return left;
    }
}
