package im.vestibule.services.iq;

import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Effect;
import im.vestibule.services.change.Outcome;
import java.util.List;
import java.util.Optional;

/** What comes back for a request. */
public sealed interface IqAnswer {
    /** The request was done; the payload may be empty. The effects come behind the answer. */
    record Result(Optional<XmlElement> payload, List<Effect> effects) implements IqAnswer {
        public Result {
            effects = List.copyOf(effects);
        }
    }

    /** The request was refused. */
    record Refused(StanzaError error) implements IqAnswer {}

    /** The request was done and the answer is in the session's outlet, at its place among other stanzas. */
    record Sent() implements IqAnswer {}

    static IqAnswer done() {
        return new Result(Optional.empty(), List.of());
    }

    /** A result without payload, with something to follow. */
    static IqAnswer done(Effect effect) {
        return new Result(Optional.empty(), List.of(effect));
    }

    static IqAnswer result(XmlElement payload) {
        return new Result(Optional.of(payload), List.of());
    }

    /** A result without payload, or the refusal. */
    static IqAnswer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(List<Effect> effects) -> new Result(Optional.empty(), effects);
            case Outcome.Refused(StanzaError error) -> new Refused(error);
        };
    }

    static IqAnswer refused(StanzaError.Condition condition) {
        return new Refused(StanzaError.of(condition));
    }

    static IqAnswer refused(StanzaError.Condition condition, String text) {
        return new Refused(StanzaError.of(condition, text));
    }
}
