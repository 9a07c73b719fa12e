package im.vestibule.xmpp;

/** What becomes of a request to go on with a session. */
sealed interface Takeover {
    /** The session is here now. */
    record Taken(Managed session) implements Takeover {}

    /** The client has more than it was sent: the session stays as it was. */
    record TooHigh(long count, long sent) implements Takeover {}

    /** There is none. */
    record Gone() implements Takeover {}
}
