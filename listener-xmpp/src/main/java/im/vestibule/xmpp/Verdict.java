package im.vestibule.xmpp;

import im.vestibule.model.StanzaError;

/** What a domain's own server says of a dialback key (XEP-0220 §2.3). */
sealed interface Verdict {
    record Valid() implements Verdict {}

    record Invalid() implements Verdict {}

    /** It could not be asked, or did not know. */
    record Unknown(StanzaError reason) implements Verdict {}
}
