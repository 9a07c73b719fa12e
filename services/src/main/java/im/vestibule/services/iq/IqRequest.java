package im.vestibule.services.iq;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Session;
import java.util.Optional;

/**
 * A request that the server answers, for itself or on behalf of an account (RFC 6120 §8.2.3).
 *
 * @param from who asks, as a full address
 * @param to the domain or the bare address that is asked
 * @param type get or set
 * @param id to be repeated in the answer
 * @param payload the one child
 * @param session the asker's session, if it is one of ours
 */
public record IqRequest(Jid from, Jid to, Type type, String id, XmlElement payload, Optional<Session> session) {
    public enum Type {
        GET,
        SET
    }
}
