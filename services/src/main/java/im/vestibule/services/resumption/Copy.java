package im.vestibule.services.resumption;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.carbons.Carbon;
import java.util.Optional;

/** Copies that the server makes of messages (XEP-0280): what they tell of has gone its own way. */
public final class Copy {
    private Copy() {}

    /** Whether a message to an account is one: in its own name, and forwarding another. */
    public static boolean is(XmlElement message, Jid account) {
        return message.attribute("from").equals(Optional.of(account.bare().toString())) && Carbon.isShapeOf(message);
    }
}
