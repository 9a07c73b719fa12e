package im.vestibule.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a stanza was not handled (RFC 6120 §8.3). The stream goes on.
 *
 * @param condition the defined condition
 * @param type what the sender can do about it
 * @param text a sentence for a human, in English
 * @param application one application-specific element
 */
public record StanzaError(Condition condition, Type type, Optional<String> text, Optional<XmlElement> application) {
    /** RFC 6120 §8.3.2. */
    public enum Type {
        AUTH,
        CANCEL,
        CONTINUE,
        MODIFY,
        WAIT;

        private final String value = name().toLowerCase(Locale.ROOT);

        /** The attribute value on the wire. */
        public String value() {
            return value;
        }
    }

    /** The defined conditions of RFC 6120 §8.3.3, each with its usual type. */
    public enum Condition {
        BAD_REQUEST(Type.MODIFY),
        CONFLICT(Type.CANCEL),
        FEATURE_NOT_IMPLEMENTED(Type.CANCEL),
        FORBIDDEN(Type.AUTH),
        GONE(Type.CANCEL),
        INTERNAL_SERVER_ERROR(Type.CANCEL),
        ITEM_NOT_FOUND(Type.CANCEL),
        JID_MALFORMED(Type.MODIFY),
        NOT_ACCEPTABLE(Type.MODIFY),
        NOT_ALLOWED(Type.CANCEL),
        NOT_AUTHORIZED(Type.AUTH),
        POLICY_VIOLATION(Type.MODIFY),
        RECIPIENT_UNAVAILABLE(Type.WAIT),
        REDIRECT(Type.MODIFY),
        REGISTRATION_REQUIRED(Type.AUTH),
        REMOTE_SERVER_NOT_FOUND(Type.CANCEL),
        REMOTE_SERVER_TIMEOUT(Type.WAIT),
        RESOURCE_CONSTRAINT(Type.WAIT),
        SERVICE_UNAVAILABLE(Type.CANCEL),
        SUBSCRIPTION_REQUIRED(Type.AUTH),
        UNDEFINED_CONDITION(Type.CANCEL),
        UNEXPECTED_REQUEST(Type.WAIT);

        private final String element = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final Type usual;

        Condition(Type usual) {
            this.usual = usual;
        }

        /** The element name on the wire, such as {@code item-not-found}. */
        public String element() {
            return element;
        }
    }

    public static StanzaError of(Condition condition) {
        return new StanzaError(condition, condition.usual, Optional.empty(), Optional.empty());
    }

    public static StanzaError of(Condition condition, String text) {
        return new StanzaError(condition, condition.usual, Optional.of(text), Optional.empty());
    }

    /** The same error with an application-specific element. */
    public StanzaError with(XmlElement application) {
        return new StanzaError(condition, type, text, Optional.of(application));
    }

    /** The same error with another type than the condition's usual one. */
    public StanzaError with(Type type) {
        return new StanzaError(condition, type, text, application);
    }

    /**
     * The {@code <error/>} element.
     *
     * @param namespace content namespace of the stanza that carries it
     */
    public XmlElement element(String namespace) {
        XmlElement.Builder error = XmlElement.builder("error", namespace)
                .attribute("type", type.value())
                .child(XmlElement.of(condition.element(), Ns.STANZA_ERRORS));
        text.ifPresent(t -> error.child(XmlElement.builder("text", Ns.STANZA_ERRORS)
                .attribute(Ns.XML, "lang", "en")
                .text(t)
                .build()));
        application.ifPresent(error::child);
        return error.build();
    }
}
