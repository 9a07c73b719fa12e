package im.vestibule.services.iq;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
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

    /** Who is asked, seen from the asker. */
    public enum Target {
        /** The server itself. */
        DOMAIN,
        /** The asker's own account. */
        OWN,
        /** Somebody else's account. */
        OTHER
    }

    public Target target() {
        if (to.local().isEmpty()) {
            return Target.DOMAIN;
        }
        return to.bare().equals(from.bare()) ? Target.OWN : Target.OTHER;
    }

    /** Whether it is a get with a payload of this name. */
    public boolean asks(String name) {
        return type == Type.GET && payload.name().equals(name);
    }

    /** Whether it is a set with a payload of this name. */
    public boolean sets(String name) {
        return type == Type.SET && payload.name().equals(name);
    }

    /** The answer {@code result}. */
    public XmlElement result(Optional<XmlElement> content) {
        XmlElement.Builder iq = answer("result");
        content.ifPresent(iq::child);
        return iq.build();
    }

    /** The answer {@code error}, without the payload: the id tells the asker what it was. */
    public XmlElement error(StanzaError error) {
        return answer("error").child(error.element(Ns.CLIENT)).build();
    }

    private XmlElement.Builder answer(String type) {
        return XmlElement.builder("iq", Ns.CLIENT)
                .attribute("type", type)
                .attribute("id", id)
                .attribute("from", to.toString())
                .attribute("to", from.toString());
    }
}
