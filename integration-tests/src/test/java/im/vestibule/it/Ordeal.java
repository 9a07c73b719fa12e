package im.vestibule.it;

/** What a server is put through in a soak, besides people who chat and accounts that change. {@link Ordeals} does it. */
enum Ordeal {
    /** Thousands of sessions over TLS are cut off at once and come back. */
    STORM,
    /** Right and wrong passwords, by several mechanisms. */
    LOGINS,
    /** Pairs talk at a fixed rate, by any way in. */
    TALK,
    /** Clients connect, look and leave. */
    VISITS,
    /** The certificate is replaced, by the file alone or with SIGHUP. */
    RELOAD,
    /** Some stop reading, and others talk on at them. */
    SLOW,
    /** The embedded store is locked, or the database is frozen. */
    STALL
}
