package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.Locale;
import java.util.Optional;

/** What an attempt to log in comes to. */
public enum LoginResult {
    SUCCESS,
    /** Not the right credentials, or not any more. */
    NOT_AUTHORIZED,
    /** We could not tell: a back end is in trouble. */
    TEMPORARY_AUTH_FAILURE,
    /** Malformed, given up, or by a mechanism that is not offered. */
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String label() {
        return label;
    }

    /** Empty unless this ends an attempt. */
    static Optional<LoginResult> of(XmlElement sent) {
        if (sent.is("success", Ns.SASL) || sent.is("success", Ns.SASL2)) {
            return Optional.of(SUCCESS);
        }
        if (!sent.is("failure", Ns.SASL) && !sent.is("failure", Ns.SASL2)) {
            return Optional.empty();
        }
        String condition = sent.elements().map(XmlElement::name).findFirst().orElse("");
        return Optional.of(
                switch (condition) {
                    case "not-authorized", "credentials-expired" -> NOT_AUTHORIZED;
                    case "temporary-auth-failure" -> TEMPORARY_AUTH_FAILURE;
                    default -> OTHER;
                });
    }
}
