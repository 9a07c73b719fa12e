package im.vestibule.load;

/** The kinds of failure, counted apart. */
enum Fault {
    /** No TCP connection. */
    CONNECT,
    /** No TLS. */
    TLS,
    /** Refused, or the server could not prove that it knows the password. */
    AUTH,
    /** A stream error. */
    STREAM,
    /** Not logged in, or not closed, within the time given. */
    TIMEOUT,
    /** An end that nobody asked for. */
    CLOSED,
    /** An answer that is unexpected or malformed. */
    PROTOCOL,
    /** A message that came back as an error. */
    MESSAGE_ERROR
}
