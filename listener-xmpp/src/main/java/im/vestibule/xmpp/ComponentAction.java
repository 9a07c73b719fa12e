package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import java.util.Optional;

/** What a component's stream wants done, in order. */
sealed interface ComponentAction {
    /** Send our stream header. */
    record Open(String from, String id) implements ComponentAction {}

    record Send(XmlElement element) implements ComponentAction {}

    /** A handshake is decided; the answer may have to wait for {@link ComponentEvent.Due}. */
    record Judge(Jid name, boolean success) implements ComponentAction {}

    /** Make it known by its name; the answer is {@link ComponentEvent.Joined}. */
    record Join(ComponentState.Claim claim) implements ComponentAction {}

    /** The state timeout begins anew. */
    record Progress() implements ComponentAction {}

    /** The state timeout no longer applies, and the larger limits do. */
    record Settled() implements ComponentAction {}

    /** Send the error, if any, and our closing tag; then close. */
    record Close(Optional<StreamError> error) implements ComponentAction {}
}
