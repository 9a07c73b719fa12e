package im.vestibule.model;

/** What a first-level element is (RFC 6120 §8). */
public enum StanzaKind {
    MESSAGE,
    PRESENCE,
    IQ,
    /** Not a stanza: part of negotiation, of an extension, or unknown. */
    OTHER
}
