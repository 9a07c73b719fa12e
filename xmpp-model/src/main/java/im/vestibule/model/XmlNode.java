package im.vestibule.model;

/** What an element contains: elements and character data. */
public sealed interface XmlNode permits XmlElement, XmlText {}
