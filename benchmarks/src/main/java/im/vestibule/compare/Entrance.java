package im.vestibule.compare;

/** A kind of port that clients come in by. */
enum Entrance {
    /** Plain TCP with STARTTLS on offer. */
    C2S,
    /** TLS first. */
    DIRECT_TLS,
    /** Behind a PROXY header. */
    PROXY,
    WEBSOCKET,
    BOSH
}
