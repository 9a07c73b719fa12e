package im.vestibule.services.offline;

import im.vestibule.model.XmlElement;
import java.util.Set;

/** What is to be done with a message that finds nobody there (RFC 6121 §8.5.2.2, XEP-0160 §3). */
public enum Storing {
    /** Keep it. */
    STORE,
    /** Tell the sender that it was not delivered. */
    BOUNCE,
    /** Forget it: the sender expects no more. */
    DROP;

    private static final String HINTS = "urn:xmpp:hints";

    /** Children that say nothing without others: XEP-0085, XEP-0334, XEP-0203, XEP-0359. */
    private static final Set<String> CONTENTLESS =
            Set.of("http://jabber.org/protocol/chatstates", HINTS, "urn:xmpp:delay", "urn:xmpp:sid:0");

    /**
     * Decides.
     *
     * @param groupchat whether messages of type {@code groupchat} are kept ({@code store_groupchat_messages})
     */
    public static Storing of(XmlElement message, boolean groupchat) {
        return switch (message.attribute("type").orElse("normal")) {
            case "error", "headline" -> DROP;
            case "groupchat" -> groupchat ? ofContent(message) : BOUNCE;
            // An unknown type is taken as normal (RFC 6121 §5.2.2).
            default -> ofContent(message);
        };
    }

    private static Storing ofContent(XmlElement message) {
        if (message.element("no-store", HINTS).isPresent()) {
            return hasContent(message) ? BOUNCE : DROP;
        }
        return hasContent(message) || message.element("store", HINTS).isPresent() ? STORE : DROP;
    }

    private static boolean hasContent(XmlElement message) {
        return message.elements().anyMatch(child -> !isContentless(child, message));
    }

    private static boolean isContentless(XmlElement child, XmlElement message) {
        return CONTENTLESS.contains(child.namespace()) || child.is("thread", message.namespace());
    }
}
