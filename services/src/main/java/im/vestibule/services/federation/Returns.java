package im.vestibule.services.federation;

import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;

/** Takes stanzas that could not be delivered back to whoever sent them. May wait. */
@FunctionalInterface
public interface Returns {
    /**
     * @param stanza in {@code jabber:client}, with {@code from} and {@code to}
     */
    void giveBack(XmlElement stanza, StanzaError error);
}
