package im.vestibule.services.offline;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Marks a message as one that comes late (XEP-0203). */
public final class Delay {
    private Delay() {}

    /**
     * The message with a stamp of this domain, in place of any that claims to be of it already.
     *
     * @param at when it should have come
     * @param text why it comes late, for people
     */
    public static XmlElement stamp(XmlElement message, String domain, Instant at, String text) {
        List<XmlNode> children = new ArrayList<>();
        for (XmlNode child : message.children()) {
            if (!(child instanceof XmlElement element && isFrom(element, domain))) {
                children.add(child);
            }
        }
        children.add(XmlElement.builder("delay", Ns.DELAY)
                .attribute("from", domain)
                .attribute("stamp", at.toString())
                .text(text)
                .build());
        return new XmlElement(message.name(), message.namespace(), message.attributes(), children);
    }

    private static boolean isFrom(XmlElement child, String domain) {
        return child.is("delay", Ns.DELAY)
                && child.attribute("from").filter(domain::equals).isPresent();
    }
}
