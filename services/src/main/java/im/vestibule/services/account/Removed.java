package im.vestibule.services.account;

import im.vestibule.model.Jid;
import java.util.Optional;

/**
 * An account is gone.
 *
 * @param account its bare address
 * @param by the full address of the session that asked for it and still waits for its answer, if it was one of its own
 */
public record Removed(Jid account, Optional<Jid> by) {}
