package im.vestibule.services.account;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Optional;

/** What came of a token that stands for a login (RFC 6750). */
public sealed interface Bearer {
    /**
     * @param account whose token it is
     * @param renewed a fresh token for logging in, if this one was for getting one
     */
    record Accepted(Jid account, Optional<Secret> renewed) implements Bearer {
        public static Accepted of(Jid account) {
            return new Accepted(account, Optional.empty());
        }
    }

    /** Not genuine, revoked, or for nobody who may log in. */
    record Refused() implements Bearer {}

    /** Genuine, and its time is over. */
    record Expired() implements Bearer {}

    /** A back end is down or overloaded: nobody can tell. */
    record Unavailable() implements Bearer {}
}
