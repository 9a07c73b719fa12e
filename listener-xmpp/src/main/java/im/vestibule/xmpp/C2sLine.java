package im.vestibule.xmpp;

/** What a client's stream may ask besides. */
public interface C2sLine extends Line {
    /** The next thing read is the header of a new stream. */
    void restart(Allowance allowance);

    /** What is sent so far leaves in the clear, everything else through TLS. */
    void secure();

    /**
     * Whether anything is out of place that is not awaited: white space between elements, and whatever comes during a {@link
     * #pause}. By WebSocket, where a message is an element, there is nothing to do.
     */
    default void strict(boolean strict) {}
}
