package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.Push;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;

/** Tells the sessions of an account that asked for the roster what has become of an item (RFC 6121 §2.1.6). */
final class RosterPush {
    private final Sessions sessions;
    private final boolean versioning;

    RosterPush(Sessions sessions, boolean versioning) {
        this.sessions = sessions;
        this.versioning = versioning;
    }

    boolean versioning() {
        return versioning;
    }

    void changed(Jid owner, Item item, long version) {
        push(owner, RosterXml.item(item), version);
    }

    void removed(Jid owner, Jid contact, long version) {
        push(owner, RosterXml.removed(contact), version);
    }

    private void push(Jid owner, XmlElement item, long version) {
        XmlElement.Builder query = XmlElement.builder("query", Ns.ROSTER);
        if (versioning) {
            query.attribute("ver", Long.toString(version));
        }
        XmlElement payload = query.child(item).build();
        for (Session session : sessions.of(owner)) {
            if (session.interested()) {
                Push.send(session, payload);
            }
        }
    }
}
