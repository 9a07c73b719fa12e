package im.vestibule.services.router;

import org.jspecify.annotations.Nullable;

/** RFC 6121 §5.2.2. */
public enum MessageType {
    NORMAL,
    CHAT,
    GROUPCHAT,
    HEADLINE,
    ERROR;

    /** An absent or unknown value means normal. */
    public static MessageType of(@Nullable String value) {
        return switch (value) {
            case "chat" -> CHAT;
            case "groupchat" -> GROUPCHAT;
            case "headline" -> HEADLINE;
            case "error" -> ERROR;
            case null, default -> NORMAL;
        };
    }
}
