package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.Set;

/** The wire form of addresses to block. */
final class BlockingXml {
    private BlockingXml() {}

    /**
     * @param name {@code blocklist}, {@code block} or {@code unblock}
     */
    static XmlElement list(String name, Set<Jid> contacts) {
        XmlElement.Builder list = XmlElement.builder(name, Ns.BLOCKING);
        contacts.forEach(contact -> list.child(XmlElement.builder("item", Ns.BLOCKING)
                .attribute("jid", contact.toString())
                .build()));
        return list.build();
    }
}
