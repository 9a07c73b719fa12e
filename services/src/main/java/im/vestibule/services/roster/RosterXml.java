package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;

/** The wire form of a roster (RFC 6121 §2.1). */
final class RosterXml {
    private RosterXml() {}

    /** The whole of it; without {@code ver} unless versioning is on. */
    static XmlElement query(Roster roster, boolean versioning) {
        XmlElement.Builder query = XmlElement.builder("query", Ns.ROSTER);
        if (versioning) {
            query.attribute("ver", version(roster));
        }
        roster.listed().forEach(item -> query.child(item(item)));
        return query.build();
    }

    static String version(Roster roster) {
        return Long.toString(roster.version());
    }

    static XmlElement item(Item item) {
        XmlElement.Builder element = XmlElement.builder("item", Ns.ROSTER)
                .attribute("jid", item.contact().toString());
        if (!item.name().isEmpty()) {
            element.attribute("name", item.name());
        }
        element.attribute("subscription", item.state().subscription().value());
        if (item.state().ask()) {
            element.attribute("ask", "subscribe");
        }
        if (item.state().approved()) {
            element.attribute("approved", "true");
        }
        item.groups().forEach(group -> element.child("group", Ns.ROSTER, group));
        return element.build();
    }

    static XmlElement removed(Jid contact) {
        return XmlElement.builder("item", Ns.ROSTER)
                .attribute("jid", contact.toString())
                .attribute("subscription", "remove")
                .build();
    }
}
