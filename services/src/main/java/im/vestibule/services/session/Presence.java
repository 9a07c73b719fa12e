package im.vestibule.services.session;

import im.vestibule.model.XmlElement;

/**
 * What an available resource last said of itself.
 *
 * @param priority RFC 6121 §4.7.2.3, −128..127
 * @param stanza the stanza with {@code from} stamped and without {@code to}
 */
public record Presence(int priority, XmlElement stanza) {}
