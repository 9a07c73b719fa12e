package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.XmlElement;
import im.vestibule.services.carbons.Carbon;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gives copies of messages to the other sessions of who writes and of who is written to (XEP-0280). Where nobody wants any
 * it is not called: the sessions themselves know.
 */
final class Carbons {
    /** The name of an element cannot be written in another way, as a namespace can. */
    private static final byte[] FORWARDED = "forwarded".getBytes(StandardCharsets.US_ASCII);

    private Carbons() {}

    /**
     * Whether a message has the shape of a copy. Clients have taken such a thing for one whoever it came from
     * (CVE-2017-5589 and others).
     */
    static boolean forged(Frame frame) {
        return frame.mentions(FORWARDED) && Carbon.isShapeOf(frame.stanza());
    }

    /** A message to somebody else is on its way. */
    static void sent(Sender sender, Frame frame) {
        give(Carbon.SENT, sender, frame, sender.copied(), List.of());
    }

    /**
     * A message has reached some sessions of an account.
     *
     * @param copied those of them that want copies
     * @param reached those that have the message itself
     */
    static void received(Sender sender, Frame frame, List<Session> copied, List<Session> reached) {
        // Whoever writes to himself need not have both.
        boolean own = copied.getFirst().jid().bare().equals(sender.jid().bare());
        give(own ? Carbon.SENT : Carbon.RECEIVED, sender, frame, copied, reached);
    }

    private static void give(Carbon kind, Sender sender, Frame frame, List<Session> copied, List<Session> reached) {
        List<Session> left = copied.stream()
                .filter(session -> !reached.contains(session) && !session.jid().equals(sender.jid()))
                .toList();
        if (left.isEmpty() || "groupchat".equals(frame.value(Field.TYPE))) {
            return;
        }
        XmlElement message = stamped(sender, frame.stanza());
        if (kind.copies(message)) {
            // A copy that is not taken has reached nobody, and nobody is told (§10.3).
            left.forEach(session -> session.outlet().send(kind.copy(message, session.jid())));
        }
    }

    private static XmlElement stamped(Sender sender, XmlElement message) {
        XmlElement from = sender.session()
                .map(session -> session.stamp(message))
                .orElseGet(() -> message.with("from", sender.jid().toString()));
        return from.attribute("to").isPresent()
                ? from
                : from.with("to", sender.jid().bare().toString());
    }
}
