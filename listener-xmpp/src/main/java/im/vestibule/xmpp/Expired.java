package im.vestibule.xmpp;

/** User event: the peer took too long. */
enum Expired {
    INSTANCE
}
