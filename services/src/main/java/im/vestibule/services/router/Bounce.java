package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Sender;

/** Stanzas that come back (RFC 6120 §8.3.1). */
final class Bounce {
    /** A back end or the store is down: nobody can tell now, but later. */
    static final StanzaError LATER =
            StanzaError.of(Condition.INTERNAL_SERVER_ERROR).with(StanzaError.Type.WAIT);

    private Bounce() {}

    /** Gives a stanza back to its sender, unless it is one that may not be answered. */
    static void to(Sender sender, XmlElement stanza, StanzaError error) {
        String type = stanza.attribute("type").orElse("");
        if (type.equals("error") || (stanza.name().equals("iq") && type.equals("result"))) {
            return;
        }
        sender.outlet().send(answer(sender.jid(), stanza, error));
    }

    /** What goes back to the sender of a stanza, in the name of whom it was for. */
    static XmlElement answer(Jid sender, XmlElement stanza, StanzaError error) {
        XmlElement.Builder answer = XmlElement.builder(stanza.name(), stanza.namespace())
                .attribute("type", "error")
                .attribute("to", sender.toString());
        stanza.attribute("to").ifPresent(to -> answer.attribute("from", to));
        stanza.attribute("id").ifPresent(id -> answer.attribute("id", id));
        return answer.children(stanza.children())
                .child(error.element(stanza.namespace()))
                .build();
    }
}
