package im.vestibule.load;

/** How far a {@link Client} has come, in order. */
enum Phase {
    NEW,
    CONNECT,
    HEADER,
    STARTTLS,
    AUTH,
    AGAIN,
    RESUME,
    BIND,
    SESSION,
    ENABLE,
    BARRIER,
    READY,
    CLOSING,
    OVER
}
