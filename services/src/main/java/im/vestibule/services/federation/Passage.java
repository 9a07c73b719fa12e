package im.vestibule.services.federation;

import im.vestibule.model.StanzaError;

/** What there is between a domain of ours and one of theirs. */
public sealed interface Passage permits Route, Passage.Barred {
    /** Nothing, and nothing will be opened. */
    record Barred(StanzaError reason) implements Passage {}
}
