package im.vestibule.xmpp;

/** The peer's closing tag (RFC 6120 §4.4). */
enum StreamEnd {
    INSTANCE
}
