package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.change.Effect;
import im.vestibule.services.component.Component;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.roster.SubscriptionType;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.List;
import java.util.Objects;

/** Presence that comes from outside the house (RFC 6121 §3, §4 and §8.5). */
final class Visits {
    private final Ways ways;
    private final Sessions sessions;
    private final Presences presences;
    private final Effector effector;
    private final Crossing crossing;

    Visits(Ways ways, Sessions sessions, Presences presences, Effector effector, Crossing crossing) {
        this.ways = ways;
        this.sessions = sessions;
        this.presences = presences;
        this.effector = effector;
        this.crossing = crossing;
    }

    Routed route(Sender sender, Jid to, Frame frame) {
        return switch (ways.to(to.domain())) {
            case Way.Inside _ -> inside(sender, to, frame);
            case Way.Across(Component component) -> crossing.pass(sender, to, frame, component, Receipt.NONE);
            case Way.Abroad() -> crossing.pass(sender, to, frame, Receipt.NONE);
            case Way.Nowhere() -> refuse(sender, frame, Condition.REMOTE_SERVER_NOT_FOUND);
        };
    }

    private static Routed refuse(Sender sender, Frame frame, Condition condition) {
        Bounce.to(sender, frame.stanza(), StanzaError.of(condition));
        return Routed.DONE;
    }

    private Routed inside(Sender sender, Jid to, Frame frame) {
        String type = Objects.requireNonNullElse(frame.value(Field.TYPE), "");
        if (SubscriptionType.parse(type).isPresent()) {
            XmlElement stanza = frame.stanza();
            return new Routed.Later(
                    () -> effector.apply(List.of(new Effect.Route(sender.jid().bare(), to.bare(), stanza))));
        }
        return switch (type) {
            case "probe" -> new Routed.Later(() -> presences.probed(to.bare(), sender));
            case "", "unavailable", "error" -> deliver(sender, to, frame);
            default -> refuse(sender, frame, Condition.BAD_REQUEST);
        };
    }

    /** To one resource, or to each available resource of the account (RFC 6121 §8.5.2.1.2). */
    private Routed deliver(Sender sender, Jid to, Frame frame) {
        for (Session session : sessions.of(to)) {
            boolean meant =
                    to.isBare() ? session.presence() != null : session.jid().equals(to);
            if (meant && !Blocking.blocks(session.blocked(), sender.jid())) {
                sender.pass(frame, session.outlet(), Receipt.NONE);
            }
        }
        return Routed.DONE;
    }
}
