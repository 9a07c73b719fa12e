package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.component.Component;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.presence.Priority;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SubscriptionType;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What presence of a session sets in motion (RFC 6121 §3 and §4). */
final class PresenceRoutes {
    private final Hosts hosts;
    private final Ways ways;
    private final Presences presences;
    private final Effector effector;
    private final Mailbox mailbox;
    private final Crossing crossing;

    PresenceRoutes(Hosts hosts, Ways ways, Presences presences, Effector effector, Mailbox mailbox, Crossing crossing) {
        this.hosts = hosts;
        this.ways = ways;
        this.presences = presences;
        this.effector = effector;
        this.mailbox = mailbox;
        this.crossing = crossing;
    }

    /**
     * @param to null for a broadcast
     */
    Routed route(Session sender, @Nullable Jid to, Frame frame, Receipt receipt) {
        XmlElement stanza = frame.stanza();
        String type = stanza.attribute("type").orElse("");
        Optional<SubscriptionType> subscription = SubscriptionType.parse(type);
        if (subscription.isPresent()) {
            return to == null ? bad(sender, stanza) : later(() -> subscribe(sender, to, subscription.get(), stanza));
        }
        return switch (type) {
            case "" -> to == null ? available(sender, stanza) : direct(sender, to, stanza, true);
            case "unavailable" -> to == null ? unavailable(sender, stanza) : direct(sender, to, stanza, false);
            case "probe" -> to == null ? bad(sender, stanza) : later(() -> presences.probe(to.bare(), sender));
            case "error" -> to == null ? Routed.DONE : refusal(sender, to, frame, receipt);
            default -> bad(sender, stanza);
        };
    }

    /** Says for a session what it would say of itself to whoever may know; may wait. */
    void present(Session sender, XmlElement stanza, boolean available) {
        if (available) {
            come(sender, stanza);
        } else {
            presences.unavailable(sender, stanza);
        }
    }

    /** What answers presence from outside goes back there; anybody else's is of no use to anyone. */
    private Routed refusal(Session sender, Jid to, Frame frame, Receipt receipt) {
        return switch (ways.to(to.domain())) {
            case Way.Across(Component component) -> crossing.pass(sender, to, frame, component, receipt);
            case Way.Abroad() -> crossing.pass(sender, to, frame, receipt);
            case Way.Inside _, Way.Nowhere _ -> Routed.DONE;
        };
    }

    private static Routed later(Runnable work) {
        return new Routed.Later(work);
    }

    private static Routed bad(Session sender, XmlElement stanza) {
        Bounce.to(sender, stanza, StanzaError.of(Condition.BAD_REQUEST));
        return Routed.DONE;
    }

    private Routed available(Session sender, XmlElement stanza) {
        boolean mail = isFirst(sender, stanza) && mailbox.serves(sender);
        return !mail && presences.availableAtOnce(sender, stanza) ? Routed.DONE : later(() -> come(sender, stanza));
    }

    private Routed unavailable(Session sender, XmlElement stanza) {
        return presences.unavailableAtOnce(sender, stanza)
                ? Routed.DONE
                : later(() -> presences.unavailable(sender, stanza));
    }

    /** XEP-0160 §2: what has waited is for the first presence that takes messages. */
    private static boolean isFirst(Session sender, XmlElement stanza) {
        return !sender.takesMessages() && Priority.of(stanza) >= 0;
    }

    private void come(Session sender, XmlElement stanza) {
        boolean first = isFirst(sender, stanza);
        if (first) {
            // Before anybody can know that it is there, so that nothing overtakes what has waited.
            mailbox.empty(sender);
        }
        presences.available(sender, stanza);
        if (first) {
            // What came meanwhile.
            mailbox.empty(sender);
        }
    }

    private Routed direct(Session sender, Jid to, XmlElement stanza, boolean available) {
        Optional<StanzaError> barrier = barrier(sender, to);
        if (barrier.isPresent()) {
            Bounce.to(sender, stanza, barrier.get());
        } else if (!presences.directed(sender, to, stanza, available)) {
            Bounce.to(sender, stanza, StanzaError.of(Condition.RESOURCE_CONSTRAINT));
        }
        return Routed.DONE;
    }

    /** Why nobody is there to hear. */
    private Optional<StanzaError> barrier(Sender sender, Jid to) {
        return switch (ways.to(to.domain())) {
            case Way.Inside _ -> Optional.empty();
            case Way.Across(Component component) -> crossing.barrier(sender, to, component);
            case Way.Abroad() -> crossing.barrier(sender, to);
            case Way.Nowhere() -> Optional.of(StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
        };
    }

    /** What somebody of ours has to do with a subscription; may wait. */
    void subscribe(Sender sender, Jid to, SubscriptionType type, XmlElement stanza) {
        Optional<StanzaError> barrier = barrier(sender, to);
        if (barrier.isPresent()) {
            Bounce.to(sender, stanza, barrier.get());
            return;
        }
        Host host = hosts.find(sender.jid().domain());
        Optional<Rosters> rosters = host == null ? Optional.empty() : host.rosters();
        if (rosters.isEmpty()) {
            Bounce.to(sender, stanza, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
            return;
        }
        switch (rosters.get().outbound(sender.jid(), to, type, stanza)) {
            case Outcome.Done(var effects) -> effector.apply(effects);
            case Outcome.Refused(StanzaError error) -> Bounce.to(sender, stanza, error);
        }
    }
}
