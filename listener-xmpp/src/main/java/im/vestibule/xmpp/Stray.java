package im.vestibule.xmpp;

/** Something came where nothing may come. */
enum Stray {
    INSTANCE
}
