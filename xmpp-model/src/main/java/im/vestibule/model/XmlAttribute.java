package im.vestibule.model;

/**
 * One attribute, its value unescaped.
 *
 * @param namespace the namespace name, empty for an attribute without prefix
 * @param name the local name
 * @param value the value after normalisation
 */
public record XmlAttribute(String namespace, String name, String value) {}
