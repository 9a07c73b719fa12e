package im.vestibule.services.change;

import im.vestibule.model.StanzaError;
import java.util.List;

/** What came of a change that somebody asked for. */
public sealed interface Outcome {
    /** It is stored, and those of the account's sessions that want to know have been told. */
    record Done(List<Effect> effects) implements Outcome {
        public Done {
            effects = List.copyOf(effects);
        }
    }

    /** Nothing has changed. */
    record Refused(StanzaError error) implements Outcome {}

    static Outcome done() {
        return new Done(List.of());
    }

    static Outcome done(List<Effect> effects) {
        return new Done(effects);
    }

    static Outcome refused(StanzaError.Condition condition, String text) {
        return new Refused(StanzaError.of(condition, text));
    }
}
