package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Copy;
import im.vestibule.services.session.Session;
import java.util.List;

/**
 * What becomes of a stanza that a session was sent and did not acknowledge, now that the session is over: the same as if the resource had not been there (XEP-0198
 * §4, RFC 6121 §8.5.3.2), except that a message to exactly that resource may go to another one.
 */
enum Fate {
    /** To another resource of the account that takes messages; without one as {@link #KEEP}. */
    ANOTHER,
    /** Into offline storage; what that does not take comes back. */
    KEEP,
    /** Back to the sender. */
    BACK,
    /** Nobody waits for it. */
    NOTHING;

    /**
     * Decides.
     *
     * @param account whose session it was
     * @param others sessions that the account has left
     */
    static Fate of(XmlElement stanza, Jid account, List<Session> others) {
        String type = stanza.attribute("type").orElse("");
        return switch (stanza.name()) {
            case "message" -> Copy.is(stanza, account) ? NOTHING : message(MessageType.of(type), stanza, others);
            case "iq" -> type.equals("get") || type.equals("set") ? BACK : NOTHING;
            // Whoever comes next asks for presence anew; requests for subscription stay in the roster until they are
            // answered.
            default -> NOTHING;
        };
    }

    private static Fate message(MessageType type, XmlElement message, List<Session> others) {
        return switch (type) {
            case NORMAL, CHAT -> others.stream().anyMatch(Session::takesMessages) ? ANOTHER : KEEP;
            case GROUPCHAT -> KEEP;
            case HEADLINE -> headline(message, others);
            case ERROR -> NOTHING;
        };
    }

    /** Those to the account have gone to every resource already (RFC 6121 §8.5.2.1.1). */
    private static Fate headline(XmlElement message, List<Session> others) {
        boolean direct = message.attribute("to")
                .flatMap(Jid::parse)
                .filter(to -> !to.isBare())
                .isPresent();
        if (!direct) {
            return NOTHING;
        }
        return others.stream().anyMatch(Session::takesMessages) ? ANOTHER : BACK;
    }
}
