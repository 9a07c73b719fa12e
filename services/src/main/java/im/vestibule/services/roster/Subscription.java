package im.vestibule.services.roster;

import java.util.Locale;
import java.util.Optional;

/** Who sees whose presence (RFC 6121 §2.1.2.5), from the account's point of view. */
public enum Subscription {
    NONE,
    /** The account sees the contact. */
    TO,
    /** The contact sees the account. */
    FROM,
    BOTH;

    private final String value = name().toLowerCase(Locale.ROOT);

    static Subscription of(boolean to, boolean from) {
        if (to) {
            return from ? BOTH : TO;
        }
        return from ? FROM : NONE;
    }

    /** Reads {@link #value}. */
    public static Optional<Subscription> parse(String value) {
        return switch (value) {
            case "none" -> Optional.of(NONE);
            case "to" -> Optional.of(TO);
            case "from" -> Optional.of(FROM);
            case "both" -> Optional.of(BOTH);
            default -> Optional.empty();
        };
    }

    /** The attribute value on the wire. */
    public String value() {
        return value;
    }

    /** Whether the account sees the contact's presence. */
    public boolean to() {
        return this == TO || this == BOTH;
    }

    /** Whether the contact sees the account's presence. */
    public boolean from() {
        return this == FROM || this == BOTH;
    }
}
