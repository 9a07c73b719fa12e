package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.change.Effect;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Passage;
import im.vestibule.services.federation.Route;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.resumption.Held;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.roster.SubscriptionType;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes what sessions, components and other servers send to where it belongs (RFC 6120 §10, RFC 6121 §8). A message to somebody who is there crosses on
 * the sender's event loop without waiting, without a lock and without being built; everything that may have to wait comes
 * back as {@link Routed.Later}.
 */
public final class Router {
    private static final Routed.Misuse INVALID_FROM =
            new Routed.Misuse(StreamError.of(StreamError.Condition.INVALID_FROM));

    private static final Routed.Misuse IMPROPER_ADDRESSING =
            new Routed.Misuse(StreamError.of(StreamError.Condition.IMPROPER_ADDRESSING));

    private static final Routed.Misuse UNWELCOME =
            new Routed.Misuse(StreamError.of(StreamError.Condition.POLICY_VIOLATION));

    private final Hosts hosts;
    private final Components components;
    private final Federation federation;
    private final Sessions sessions;
    private final Ways ways;
    private final Crossing crossing;
    private final Requests requests;
    private final PresenceRoutes presence;
    private final Visits visits;
    private final Mailbox mailbox;
    private final Errands errands;
    private final Effector effector;
    private final Undelivered undelivered;

    public Router(
            Hosts hosts,
            Sessions sessions,
            Accounts accounts,
            Presences presences,
            Components components,
            Federation federation) {
        this.hosts = hosts;
        this.components = components;
        this.federation = federation;
        this.sessions = sessions;
        ways = new Ways(hosts, components, federation);
        crossing = new Crossing(components, federation);
        effector = new Effector(hosts, accounts, sessions, presences, new Outside(components, federation));
        mailbox = new Mailbox(hosts, accounts, sessions);
        errands = new Errands(hosts, sessions);
        requests = new Requests(ways, sessions, effector, crossing);
        presence = new PresenceRoutes(hosts, ways, presences, effector, mailbox, crossing);
        visits = new Visits(ways, sessions, presences, effector, crossing);
        undelivered = new Undelivered(sessions, accounts, mailbox, this::returns);
        accounts.onRemoval(new Removals(hosts, sessions, effector));
    }

    /**
     * Sends a message of ours to the account that it is addressed to, or keeps it until somebody is there. May wait.
     */
    public void announce(XmlElement message) {
        message.attribute("to").flatMap(Jid::parse).ifPresent(to -> mailbox.announce(to.bare(), message));
    }

    /**
     * Routes one stanza on behalf of an account of ours, whether or not it has a session. What comes back for it goes to the
     * session that has the very address, or else nowhere. May wait.
     *
     * @param from bare or full
     * @param stanza in {@link im.vestibule.model.Ns#CLIENT}
     * @return false if no client could have sent it, so that nothing was done
     * @throws StoreException if it cannot be carried out now
     */
    public boolean submit(Jid from, Jid to, XmlElement stanza) {
        Optional<Frame> frame = Errands.frame(from, to, stanza);
        if (frame.isEmpty() || frame.get().kind() == StanzaKind.OTHER) {
            return false;
        }
        if (submit(errands.sender(from), to, frame.get()) instanceof Routed.Later(Runnable work)) {
            work.run();
        }
        return true;
    }

    private Routed submit(Sender sender, Jid to, Frame frame) {
        return switch (frame.kind()) {
            case MESSAGE -> message(sender, to, frame, Receipt.NONE);
            case PRESENCE -> submitPresence(sender, to, frame);
            case IQ -> requests.route(sender, to, frame, Receipt.NONE);
            case OTHER -> throw new IllegalArgumentException("not a stanza");
        };
    }

    /**
     * Has a session say of itself that it is there, or no more. May wait.
     *
     * @param presence in {@link im.vestibule.model.Ns#CLIENT}, without {@code from} and {@code to}
     */
    public void present(Session session, XmlElement presence) {
        this.presence.present(session, presence, presence.attribute("type").isEmpty());
    }

    /** Carries out what a change asks for that was not made by a stanza. May wait. */
    public void apply(List<Effect> effects) {
        effector.apply(effects);
    }

    private Routed submitPresence(Sender sender, Jid to, Frame frame) {
        Optional<SubscriptionType> type =
                Optional.ofNullable(frame.value(Field.TYPE)).flatMap(SubscriptionType::parse);
        if (type.isEmpty()) {
            return visits.route(sender, to, frame);
        }
        presence.subscribe(sender, to, type.get(), frame.stanza());
        return Routed.DONE;
    }

    /**
     * Routes one stanza of a session.
     *
     * @param frame good only during this call
     * @param jids of the calling loop
     * @param receipt of the stanza; {@link Routed.Passed} says that it went along
     */
    public Routed route(Session sender, Frame frame, JidCache jids, Receipt receipt) {
        if (frame.start(Field.FROM) >= 0
                && !speaksFor(sender, jids.get(frame, Field.FROM).orElse(null))) {
            return INVALID_FROM;
        }
        Jid to = frame.start(Field.TO) >= 0
                ? jids.get(frame, Field.TO).orElse(null)
                : sender.jid().bare();
        if (to == null) {
            Bounce.to(sender, frame.stanza(), StanzaError.of(Condition.JID_MALFORMED));
            return Routed.DONE;
        }
        return switch (frame.kind()) {
            case MESSAGE -> message(sender, to, frame, receipt);
            case PRESENCE -> presence.route(sender, frame.start(Field.TO) >= 0 ? to : null, frame, receipt);
            case IQ -> requests.route(sender, to, frame, receipt);
            case OTHER -> throw new IllegalArgumentException("not a stanza");
        };
    }

    /**
     * Routes one stanza of a component (XEP-0114), which says from whom it is and for whom.
     *
     * @param frame good only during this call
     * @param jids of the calling loop
     */
    public Routed route(Component component, Frame frame, JidCache jids) {
        if (frame.start(Field.FROM) < 0 || frame.start(Field.TO) < 0) {
            return IMPROPER_ADDRESSING;
        }
        Jid from = jids.get(frame, Field.FROM).orElse(null);
        if (from == null || !components.speaksFor(component, from.domain())) {
            return INVALID_FROM;
        }
        Sender sender = new Outsider(from, component.outlet());
        Jid to = jids.get(frame, Field.TO).orElse(null);
        if (to == null) {
            Bounce.to(sender, frame.stanza(), StanzaError.of(Condition.JID_MALFORMED));
            return Routed.DONE;
        }
        return fromOutside(sender, to, frame);
    }

    /**
     * Routes one stanza of another server (RFC 6120 §10).
     *
     * @param proven whether the stream may carry stanzas from the one domain to the other
     * @param frame good only during this call
     * @param jids of the calling loop
     */
    public Routed route(Predicate<Pair> proven, Frame frame, JidCache jids) {
        Jid from = jids.get(frame, Field.FROM).orElse(null);
        Jid to = jids.get(frame, Field.TO).orElse(null);
        if (from == null || to == null) {
            return IMPROPER_ADDRESSING;
        }
        Pair pair = new Pair(to.domain(), from.domain());
        // A domain may have become ours after it was proven.
        if (!proven.test(pair) || ways.has(pair.remote())) {
            return INVALID_FROM;
        }
        return switch (federation.passage(pair.local(), pair.remote())) {
            case Route route -> fromServer(new Outsider(from, route), to, frame);
            // The terms have changed, or there are too many ways.
            case Passage.Barred _ -> UNWELCOME;
        };
    }

    /** A component may have left since the pair was proven: nobody has us call others in his name. */
    private Routed fromServer(Sender sender, Jid to, Frame frame) {
        return ways.has(to.domain())
                ? fromOutside(sender, to, frame)
                : refuse(sender, frame, StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
    }

    private Routed fromOutside(Sender sender, Jid to, Frame frame) {
        return switch (frame.kind()) {
            case MESSAGE ->
                Carbons.forged(frame)
                        ? refuse(sender, frame, StanzaError.of(Condition.FORBIDDEN))
                        : message(sender, to, frame, Receipt.NONE);
            case PRESENCE -> visits.route(sender, to, frame);
            case IQ -> requests.route(sender, to, frame, Receipt.NONE);
            case OTHER -> throw new IllegalArgumentException("not a stanza");
        };
    }

    /**
     * Tells whoever has sent a stanza that it was not delivered, if he is still here.
     *
     * @param stanza with {@code from} and {@code to}
     */
    public void giveBack(XmlElement stanza, StanzaError error) {
        stanza.attribute("from")
                .flatMap(Jid::parse)
                .flatMap(this::sender)
                .ifPresent(sender -> Bounce.to(sender, stanza, error));
    }

    /**
     * Sees to what a session that is over has not acknowledged (XEP-0198 §4): messages go to another resource, are kept, or come back, and so do requests.
     * Whatever becomes of a stanza, its receipt is settled then. What the session held in the store is mail from now on. May wait.
     *
     * @param stanzas in order
     */
    public void undelivered(Session over, Held held, List<Unacknowledged> stanzas) {
        undelivered.settle(over, held, stanzas);
    }

    /** Who has sent something, so that he hears of it if he can. */
    private Sender returns(Jid from, Jid to) {
        return sender(from)
                .or(() -> federation.reaches(from.domain())
                                && !hosts.serves(from.domain())
                                && federation.passage(to.domain(), from.domain()) instanceof Route route
                        ? Optional.of(new Outsider(from, route))
                        : Optional.empty())
                .orElseGet(() -> new Outsider(from, Silence.SILENCE));
    }

    private Optional<Sender> sender(Jid jid) {
        Session session = sessions.find(jid);
        if (session != null) {
            return Optional.of(session);
        }
        Component component = components.find(jid.domain());
        return component == null ? Optional.empty() : Optional.of(new Outsider(jid, component.outlet()));
    }

    /** RFC 6120 §8.1.2.1: the full address of the session, or the bare one of its account. */
    private static boolean speaksFor(Session sender, @Nullable Jid from) {
        return from != null
                && (from.equals(sender.jid()) || from.equals(sender.jid().bare()));
    }

    private Routed message(Sender sender, Jid to, Frame frame, Receipt receipt) {
        return switch (ways.to(to.domain())) {
            case Way.Inside _ -> inside(sender, to, frame, receipt);
            case Way.Across(Component component) -> {
                if (!sender.copied().isEmpty()
                        && crossing.barrier(sender, to, component).isEmpty()) {
                    Carbons.sent(sender, frame);
                }
                yield crossing.pass(sender, to, frame, component, receipt);
            }
            case Way.Abroad() -> {
                if (!sender.copied().isEmpty() && crossing.barrier(sender, to).isEmpty()) {
                    Carbons.sent(sender, frame);
                }
                yield crossing.pass(sender, to, frame, receipt);
            }
            case Way.Nowhere() -> refuse(sender, frame, StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
        };
    }

    private static Routed refuse(Sender sender, Frame frame, StanzaError error) {
        Bounce.to(sender, frame.stanza(), error);
        return Routed.DONE;
    }

    private Routed inside(Sender sender, Jid to, Frame frame, Receipt receipt) {
        if (to.local().isEmpty()) {
            return refuse(sender, frame, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
        }
        boolean own = to.bare().equals(sender.jid().bare());
        if (!own && Blocking.blocks(sender.blocked(), to)) {
            return refuse(sender, frame, Blocking.BLOCKED);
        }
        List<Session> there = sessions.of(to);
        if (!own && !there.isEmpty() && Blocking.blocks(there.getFirst().blocked(), sender.jid())) {
            return refuse(sender, frame, Blocking.UNWANTED);
        }
        if (!own && !sender.copied().isEmpty()) {
            Carbons.sent(sender, frame);
        }
        return deliver(sender, MessageType.of(frame.value(Field.TYPE)), to, frame, there, receipt);
    }

    private Routed deliver(Sender sender, MessageType type, Jid to, Frame frame, List<Session> there, Receipt receipt) {
        return switch (Delivery.message(type, to, there)) {
            case Delivery.One(Session session) ->
                sender.pass(frame, session.outlet(), receipt)
                        ? delivered(sender, frame, session)
                        : deliver(sender, type, to, frame, without(there, List.of(session)), receipt);
            case Delivery.Several(List<Session> several) ->
                Copies.pass(several, receipt, (outlet, copy) -> sender.pass(frame, outlet, copy))
                        ? delivered(sender, frame, several)
                        : deliver(sender, type, to, frame, without(there, several), receipt);
            case Delivery.Keep() -> mailbox.keep(sender, to, frame.stanza());
            case Delivery.Bounce() -> refuse(sender, frame, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
            case Delivery.Drop() -> Routed.DONE;
        };
    }

    private static Routed delivered(Sender sender, Frame frame, Session reached) {
        return reached.copied().isEmpty() ? Routed.PASSED : delivered(sender, frame, List.of(reached));
    }

    private static Routed delivered(Sender sender, Frame frame, List<Session> reached) {
        List<Session> copied = reached.getFirst().copied();
        if (!copied.isEmpty()) {
            Carbons.received(sender, frame, copied, reached);
        }
        return Routed.PASSED;
    }

    /** Those whose streams are ending are as good as gone. */
    private static List<Session> without(List<Session> sessions, List<Session> gone) {
        List<Session> left = new ArrayList<>(sessions);
        left.removeAll(gone);
        return left;
    }
}
