package im.vestibule.services.presence;

import im.vestibule.model.XmlElement;

/** RFC 6121 §4.7.2.3. */
public final class Priority {
    private Priority() {}

    /** The stanza's priority, −128..127; 0 if there is none or it is no such number. */
    public static int of(XmlElement presence) {
        String text = presence.element("priority", presence.namespace())
                .map(XmlElement::text)
                .map(String::strip)
                .orElse("0");
        if (!text.matches("[+-]?\\d{1,4}")) {
            return 0;
        }
        int value = Integer.parseInt(text);
        return value < Byte.MIN_VALUE || value > Byte.MAX_VALUE ? 0 : value;
    }
}
