package im.vestibule.services.account;

import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import java.util.Optional;

/**
 * An account is gone.
 *
 * @param account its bare address
 * @param by the full address of the session that asked for it and still waits for its answer, if it was one of its own
 */
public record Removed(Jid account, Optional<Jid> by) {
    /** What its sessions are told. */
    public static final StreamError REASON = StreamError.of(StreamError.Condition.CONFLICT, "User removed");
}
