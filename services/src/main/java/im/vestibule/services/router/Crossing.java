package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.session.Sender;
import java.util.Optional;

/** Stanzas on their way to a component. */
final class Crossing {
    private final Components components;

    Crossing(Components components) {
        this.components = components;
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
    Routed pass(Sender sender, Jid to, Frame frame, Component component) {
        Optional<StanzaError> barrier = barrier(sender, to, component);
        if (barrier.isPresent()) {
            Bounce.to(sender, frame.stanza(), barrier.get());
        } else if (!sender.pass(frame, component.outlet())) {
            // It leaves, or has more waiting for it than it may.
            Bounce.to(sender, frame.stanza(), StanzaError.of(Condition.RESOURCE_CONSTRAINT));
        }
        return Routed.DONE;
    }
}
