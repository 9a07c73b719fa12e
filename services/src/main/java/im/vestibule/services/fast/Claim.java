package im.vestibule.services.fast;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A client says that it has a token.
 *
 * @param account bare
 * @param agent the client's installation
 * @param channel what the mechanism binds by; no bytes if it does not
 * @param proof the client's hash
 * @param count of the client's attempts with this token, if it counts them
 * @param invalidate whether the token is to be of no more use after this
 */
public record Claim(
        Jid account,
        UUID agent,
        FastMechanism mechanism,
        Octets channel,
        Octets proof,
        OptionalLong count,
        boolean invalidate) {}
