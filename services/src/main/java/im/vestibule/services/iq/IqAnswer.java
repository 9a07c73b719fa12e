package im.vestibule.services.iq;

import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import java.util.Optional;

/** What comes back for a request. */
public sealed interface IqAnswer {
    /** The request was done; the payload may be empty. */
    record Result(Optional<XmlElement> payload) implements IqAnswer {}

    /** The request was refused. */
    record Refused(StanzaError error) implements IqAnswer {}

    static IqAnswer done() {
        return new Result(Optional.empty());
    }

    static IqAnswer result(XmlElement payload) {
        return new Result(Optional.of(payload));
    }

    static IqAnswer refused(StanzaError.Condition condition) {
        return new Refused(StanzaError.of(condition));
    }

    static IqAnswer refused(StanzaError.Condition condition, String text) {
        return new Refused(StanzaError.of(condition, text));
    }
}
