package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Passage;
import im.vestibule.services.federation.Route;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import java.util.Optional;

/** Stanzas on their way out of the house: to a component, or to another server. */
final class Crossing {
    private final Components components;
    private final Federation federation;

    Crossing(Components components, Federation federation) {
        this.components = components;
        this.federation = federation;
    }

    /** Why a component does not hear somebody; empty if it does. */
    Optional<StanzaError> barrier(Sender sender, Jid to, Component component) {
        if (Blocking.blocks(sender.blocked(), to)) {
            return Optional.of(Blocking.BLOCKED);
        }
        return components.admits(component, sender.jid())
                ? Optional.empty()
                : Optional.of(StanzaError.of(Condition.NOT_ALLOWED));
    }

    /** Passes a stanza on or gives it back. */
    Routed pass(Sender sender, Jid to, Frame frame, Component component, Receipt receipt) {
        Optional<StanzaError> barrier = barrier(sender, to, component);
        if (barrier.isPresent()) {
            Bounce.to(sender, frame.stanza(), barrier.get());
        } else if (sender.pass(frame, component.outlet(), receipt)) {
            return Routed.PASSED;
        } else {
            // It leaves, or has more waiting for it than it may.
            Bounce.to(sender, frame.stanza(), StanzaError.of(Condition.RESOURCE_CONSTRAINT));
        }
        return Routed.DONE;
    }

    /** Why nothing of somebody goes to another server; empty if it may. */
    Optional<StanzaError> barrier(Sender sender, Jid to) {
        if (Blocking.blocks(sender.blocked(), to)) {
            return Optional.of(Blocking.BLOCKED);
        }
        return federation.passage(sender.jid().domain(), to.domain()) instanceof Passage.Barred(StanzaError reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    /** Passes a stanza on to another server or gives it back. */
    Routed pass(Sender sender, Jid to, Frame frame, Receipt receipt) {
        if (Blocking.blocks(sender.blocked(), to)) {
            Bounce.to(sender, frame.stanza(), Blocking.BLOCKED);
            return Routed.DONE;
        }
        switch (federation.passage(sender.jid().domain(), to.domain())) {
            case Passage.Barred(StanzaError reason) -> Bounce.to(sender, frame.stanza(), reason);
            case Route route -> {
                if (sender.pass(frame, route, receipt)) {
                    return Routed.PASSED;
                }
                Bounce.to(sender, frame.stanza(), route.reason());
            }
        }
        return Routed.DONE;
    }
}
