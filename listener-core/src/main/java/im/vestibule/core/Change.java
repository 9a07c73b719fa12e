package im.vestibule.core;

/** What is to become of one listener while the house is open. */
public sealed interface Change {
    /** A new one. */
    record Open(Door door) implements Change {}

    /** New connections get this door. The sockets stay, and with them whoever waits in the kernel's backlog. */
    record Adapt(Listener listener, Door door) implements Change {}

    /** The same, with sockets bound anew where it is bound now. */
    record Rebind(Listener listener, Door door) implements Change {}

    /** It takes no more connections. Those it has live on. */
    record Close(Listener listener) implements Change {}
}
