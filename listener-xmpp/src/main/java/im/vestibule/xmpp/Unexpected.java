package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;

/** What to say to an element that has no place before the session is open. */
final class Unexpected {
    private Unexpected() {}

    static C2sStep element(XmlElement element) {
        return switch (element.name()) {
            // RFC 6120 §4.9.3.12.
            case "message", "presence", "iq" ->
                C2sStep.fail(
                        element.namespace().equals(Ns.CLIENT)
                                ? Condition.NOT_AUTHORIZED
                                : Condition.UNSUPPORTED_STANZA_TYPE);
            // XEP-0352 §4: only who is known has a state.
            case "active", "inactive" ->
                C2sStep.fail(
                        element.namespace().equals(Ns.CSI)
                                ? Condition.NOT_AUTHORIZED
                                : Condition.UNSUPPORTED_STANZA_TYPE);
            // MongooseIM answers these names in a foreign namespace so.
            case "starttls", "auth", "response", "abort" ->
                C2sStep.fail(
                        element.namespace().equals(Ns.TLS)
                                        || element.namespace().equals(Ns.SASL)
                                ? Condition.POLICY_VIOLATION
                                : Condition.INVALID_NAMESPACE);
            default -> C2sStep.fail(Condition.UNSUPPORTED_STANZA_TYPE);
        };
    }
}
