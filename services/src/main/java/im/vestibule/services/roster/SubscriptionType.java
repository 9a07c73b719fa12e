package im.vestibule.services.roster;

import java.util.Locale;
import java.util.Optional;

/** The types of presence that manage subscriptions (RFC 6121 §3). */
public enum SubscriptionType {
    SUBSCRIBE,
    SUBSCRIBED,
    UNSUBSCRIBE,
    UNSUBSCRIBED;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** Reads the {@code type} of a presence; empty if it is not about a subscription. */
    public static Optional<SubscriptionType> parse(String value) {
        return switch (value) {
            case "subscribe" -> Optional.of(SUBSCRIBE);
            case "subscribed" -> Optional.of(SUBSCRIBED);
            case "unsubscribe" -> Optional.of(UNSUBSCRIBE);
            case "unsubscribed" -> Optional.of(UNSUBSCRIBED);
            default -> Optional.empty();
        };
    }

    /** The attribute value on the wire. */
    public String value() {
        return value;
    }
}
