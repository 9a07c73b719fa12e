package im.vestibule.services.register;

import im.vestibule.model.Jid;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Who asks for a registration, and where.
 *
 * @param domain that is asked
 * @param session the full address it is logged in with; empty before authentication
 * @param address the client's, behind any balancer; empty if it has none
 */
public record Asker(String domain, Optional<Jid> session, Optional<InetAddress> address) {
    /** Whether this is the asker's own account. */
    boolean owns(Jid account) {
        return session.map(Jid::bare).filter(account::equals).isPresent();
    }
}
