package im.vestibule.services.carbons;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.Set;

/** Which messages are copied, and what a copy looks like (XEP-0280). */
public enum Carbon {
    /** Of what another session of the account has sent. */
    SENT("sent"),
    /** Of what another session of the account has received. */
    RECEIVED("received");

    /** Each of these makes a message part of a conversation. */
    private static final Set<String> CONVERSATION = Set.of(Ns.RECEIPTS, Ns.CHAT_STATES, Ns.MARKERS);

    private final String element;

    Carbon(String element) {
        this.element = element;
    }

    /** Whether a message has the shape of a copy, from whomever it is. */
    public static boolean isShapeOf(XmlElement message) {
        return message.elements()
                .anyMatch(child -> child.namespace().equals(Ns.CARBONS)
                        && (child.name().equals(SENT.element) || child.name().equals(RECEIVED.element)));
    }

    /**
     * XEP-0280 §6.1. An answer that is an error counts by what it repeats of the message it answers.
     *
     * @param message with {@code from} and {@code to}
     */
    public boolean copies(XmlElement message) {
        if (message.element("private", Ns.CARBONS).isPresent()
                || message.element("no-copy", Ns.HINTS).isPresent()
                || isShapeOf(message)) {
            return false;
        }
        return switch (message.attribute("type").orElse("")) {
            case "groupchat" -> false;
            case "chat" -> isInvitation(message) || !isOfRoom(message);
            case "headline" -> isConversation(message) && !isOfRoom(message);
            default -> isInvitation(message) || (!isOfRoom(message) && (hasBody(message) || isConversation(message)));
        };
    }

    private static boolean hasBody(XmlElement message) {
        return message.element("body", Ns.CLIENT).isPresent();
    }

    private static boolean isConversation(XmlElement message) {
        return message.elements().anyMatch(child -> CONVERSATION.contains(child.namespace()));
    }

    private static boolean isInvitation(XmlElement message) {
        return message.element("x", Ns.INVITATION).isPresent()
                || message.element("x", Ns.MUC_USER)
                        .flatMap(x -> x.element("invite", Ns.MUC_USER))
                        .isPresent();
    }

    /** What somebody in a room says to one of us alone: the room tells all who are in it already. */
    private boolean isOfRoom(XmlElement message) {
        return this == RECEIVED
                && message.element("x", Ns.MUC_USER).isPresent()
                && message.attribute("from")
                        .flatMap(Jid::parse)
                        .filter(from -> !from.isBare())
                        .isPresent();
    }

    /**
     * The copy for one session (XEP-0280 §7, §8).
     *
     * @param message with {@code from} and {@code to}
     * @param session full address of who gets it
     */
    public XmlElement copy(XmlElement message, Jid session) {
        XmlElement forwarded =
                XmlElement.builder("forwarded", Ns.FORWARD).child(message).build();
        XmlElement.Builder copy = XmlElement.builder("message", Ns.CLIENT)
                .attribute("from", session.bare().toString())
                .attribute("to", session.toString());
        message.attribute("type").ifPresent(type -> copy.attribute("type", type));
        return copy.child(
                        XmlElement.builder(element, Ns.CARBONS).child(forwarded).build())
                .build();
    }
}
