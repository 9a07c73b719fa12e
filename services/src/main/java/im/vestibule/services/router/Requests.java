package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.change.Effect;
import im.vestibule.services.component.Component;
import im.vestibule.services.host.Host;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.log.Tap;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests and their answers (RFC 6120 §8.2.3, RFC 6121 §8.5). */
final class Requests {
    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final Ways ways;
    private final Sessions sessions;
    private final Effector effector;
    private final Crossing crossing;
    private final Tap tap = new Tap();

    Requests(Ways ways, Sessions sessions, Effector effector, Crossing crossing) {
        this.ways = ways;
        this.sessions = sessions;
        this.effector = effector;
        this.crossing = crossing;
    }

    Routed route(Sender sender, Jid to, Frame frame, Receipt receipt) {
        String type = frame.value(Field.TYPE);
        String id = frame.value(Field.ID);
        if (type == null || id == null) {
            return refuse(sender, frame, Condition.BAD_REQUEST);
        }
        return switch (type) {
            case "get", "set" -> request(sender, to, id, frame, receipt);
            case "result", "error" -> answer(sender, to, frame, receipt);
            default -> refuse(sender, frame, Condition.BAD_REQUEST);
        };
    }

    private static Routed refuse(Sender sender, Frame frame, Condition condition) {
        Bounce.to(sender, frame.stanza(), StanzaError.of(condition));
        return Routed.DONE;
    }

    private Routed request(Sender sender, Jid to, String id, Frame frame, Receipt receipt) {
        if (frame.children() != 1) {
            return refuse(sender, frame, Condition.BAD_REQUEST);
        }
        return switch (ways.to(to.domain())) {
            case Way.Inside(Host host) -> inside(sender, host, to, id, frame, receipt);
            case Way.Across(Component component) -> crossing.pass(sender, to, frame, component, receipt);
            case Way.Abroad() -> crossing.pass(sender, to, frame, receipt);
            case Way.Nowhere() -> refuse(sender, frame, Condition.REMOTE_SERVER_NOT_FOUND);
        };
    }

    private Routed inside(Sender sender, Host host, Jid to, String id, Frame frame, Receipt receipt) {
        if (to.local().isEmpty() || to.isBare()) {
            return ours(sender, host, to, id, frame.stanza());
        }
        boolean own = to.bare().equals(sender.jid().bare());
        if (!own && Blocking.blocks(sender.blocked(), to)) {
            Bounce.to(sender, frame.stanza(), Blocking.BLOCKED);
            return Routed.DONE;
        }
        if (sender instanceof Outsider && changesRoster(frame)) {
            // Clients have taken such a push for their own server's (CVE-2015-8688 and others).
            return refuse(sender, frame, Condition.SERVICE_UNAVAILABLE);
        }
        return pass(sender, to, own, frame, receipt)
                ? Routed.PASSED
                : refuse(sender, frame, Condition.SERVICE_UNAVAILABLE);
    }

    private static boolean changesRoster(Frame frame) {
        return "set".equals(frame.value(Field.TYPE))
                && frame.stanza().elements().anyMatch(child -> child.namespace().equals(Ns.ROSTER));
    }

    /** An answer that finds nobody is dropped (RFC 6121 §8.5.3.2.3). */
    private Routed answer(Sender sender, Jid to, Frame frame, Receipt receipt) {
        return switch (ways.to(to.domain())) {
            case Way.Inside _
            when !to.local().isEmpty() && !to.isBare() ->
                pass(sender, to, to.bare().equals(sender.jid().bare()), frame, receipt) ? Routed.PASSED : Routed.DONE;
            case Way.Across(Component component) -> crossing.pass(sender, to, frame, component, receipt);
            case Way.Abroad() -> crossing.pass(sender, to, frame, receipt);
            case Way.Inside _, Way.Nowhere _ -> Routed.DONE;
        };
    }

    private boolean pass(Sender sender, Jid to, boolean own, Frame frame, Receipt receipt) {
        Session session = sessions.find(to);
        return session != null
                && (own || !Blocking.blocks(session.blocked(), sender.jid()))
                && sender.pass(frame, session.outlet(), receipt);
    }

    /** A request to the server, or to an account that the server answers for. */
    private Routed ours(Sender sender, Host host, Jid to, String id, XmlElement iq) {
        IqRequest.Type type = iq.attribute("type").equals(Optional.of("get")) ? IqRequest.Type.GET : IqRequest.Type.SET;
        IqRequest request =
                new IqRequest(sender.jid(), to, type, id, iq.firstElement().orElseThrow(), sender.session());
        IqHandler handler = host.requests().find(request).orElse(null);
        if (handler == null) {
            sender.outlet().send(request.error(StanzaError.of(Condition.SERVICE_UNAVAILABLE)));
            return Routed.DONE;
        }
        if (handler.waits()) {
            return new Routed.Later(() -> patiently(sender, handler, request));
        }
        List<Effect> effects = settle(sender, request, handler.handle(request));
        return effects.isEmpty() ? Routed.DONE : new Routed.Later(() -> effector.apply(effects));
    }

    /** There is one answer, whatever becomes of its effects. */
    private void patiently(Sender sender, IqHandler handler, IqRequest request) {
        List<Effect> effects;
        try {
            effects = settle(sender, request, handler.handle(request));
        } catch (StoreException failure) {
            report(sender, request, failure);
            sender.outlet()
                    .send(request.error(
                            StanzaError.of(Condition.INTERNAL_SERVER_ERROR).with(StanzaError.Type.WAIT)));
            return;
        }
        try {
            effector.apply(effects);
        } catch (StoreException failure) {
            report(sender, request, failure);
        }
    }

    private void report(Sender sender, IqRequest request, StoreException failure) {
        tap.take(System.nanoTime())
                .ifPresent(unreported -> sender.outlet()
                        .on(log.atWarn())
                        .addKeyValue("jid", sender.jid())
                        .addKeyValue("namespace", request.payload().namespace())
                        .addKeyValue("reason", failure.getMessage())
                        .addKeyValue("unreported", unreported)
                        .log("request_failed"));
    }

    /** Sends the answer; what follows from it may wait and is left to the caller. */
    private static List<Effect> settle(Sender sender, IqRequest request, IqAnswer answer) {
        return switch (answer) {
            case IqAnswer.Result(Optional<XmlElement> payload, List<Effect> effects) -> {
                sender.outlet().send(request.result(payload));
                yield effects;
            }
            case IqAnswer.Refused(StanzaError error) -> {
                sender.outlet().send(request.error(error));
                yield List.of();
            }
            case IqAnswer.Sent() -> List.of();
        };
    }
}
