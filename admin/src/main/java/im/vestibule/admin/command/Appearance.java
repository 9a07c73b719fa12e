package im.vestibule.admin.command;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.Optional;

/**
 * What a session is to say of itself (RFC 6121 §4.7).
 *
 * @param type {@code available}, or the attribute of that name
 * @param show {@code online}, which is nothing, or what the element of that name holds
 */
public record Appearance(String type, Optional<String> show, Optional<String> status, Optional<Integer> priority) {
    private static final String AVAILABLE = "available";
    private static final String ONLINE = "online";

    /** Whether it is about the session alone. */
    boolean isOwn() {
        return type.equals(AVAILABLE) || type.equals("unavailable");
    }

    XmlElement stanza() {
        XmlElement.Builder presence = XmlElement.builder("presence", Ns.CLIENT);
        if (!type.equals(AVAILABLE)) {
            presence.attribute("type", type);
        }
        show.filter(word -> !word.equals(ONLINE)).ifPresent(word -> presence.child("show", Ns.CLIENT, word));
        status.ifPresent(text -> presence.child("status", Ns.CLIENT, text));
        priority.ifPresent(number -> presence.child("priority", Ns.CLIENT, number.toString()));
        return presence.build();
    }
}
