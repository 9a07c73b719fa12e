package im.vestibule.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Why an authentication attempt failed (RFC 6120 §6.5).
 *
 * @param condition the defined condition
 * @param text a sentence for a human, in English; never says whether the account exists
 */
public record SaslFailure(Condition condition, Optional<String> text) {
    /** The defined conditions of RFC 6120 §6.5. */
    public enum Condition {
        ABORTED,
        ACCOUNT_DISABLED,
        CREDENTIALS_EXPIRED,
        ENCRYPTION_REQUIRED,
        INCORRECT_ENCODING,
        INVALID_AUTHZID,
        INVALID_MECHANISM,
        MALFORMED_REQUEST,
        MECHANISM_TOO_WEAK,
        NOT_AUTHORIZED,
        TEMPORARY_AUTH_FAILURE;

        private final String element = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The element name on the wire, such as {@code not-authorized}. */
        public String element() {
            return element;
        }
    }

    public static SaslFailure of(Condition condition) {
        return new SaslFailure(condition, Optional.empty());
    }

    public static SaslFailure of(Condition condition, String text) {
        return new SaslFailure(condition, Optional.of(text));
    }

    /** The {@code <failure/>} element. */
    public XmlElement element() {
        XmlElement.Builder failure =
                XmlElement.builder("failure", Ns.SASL).child(XmlElement.of(condition.element(), Ns.SASL));
        text.ifPresent(t -> failure.child(XmlElement.builder("text", Ns.SASL)
                .attribute(Ns.XML, "lang", "en")
                .text(t)
                .build()));
        return failure.build();
    }
}
