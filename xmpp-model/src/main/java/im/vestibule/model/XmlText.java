package im.vestibule.model;

/**
 * Character data, unescaped.
 *
 * @param value the characters, all of them legal in XML 1.0
 */
public record XmlText(String value) implements XmlNode {}
