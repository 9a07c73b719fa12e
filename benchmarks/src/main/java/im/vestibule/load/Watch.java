package im.vestibule.load;

/** Who hears what becomes of clients. On the loop. */
interface Watch {
    /** The server's first features are here. */
    default void greeted(Client client) {}

    default void ready(Client client) {}

    default void message(Client client, byte[] bytes, int from, int to) {}

    /** The end that this side asked for. */
    default void over(Client client) {}

    /** An end that nobody asked for; it has been counted. */
    default void lost(Client client, boolean wasReady) {}
}
