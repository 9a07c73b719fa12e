package im.vestibule.xmpp;

import java.util.OptionalInt;

/** What a stream may ask of the connection below it. Only the connection's loop calls it. */
interface Line {
    /** Reads nothing more until {@link #resume}; what is already read waits. */
    void pause();

    void resume();

    /** The next thing read is the header of a new stream. */
    void restart(Allowance allowance);

    /** From the next element on this may be read of the stream that there is. */
    void admit(Allowance allowance);

    /**
     * Whether anything is out of place that is not awaited: white space between elements, and whatever comes during a {@link
     * #pause}. By WebSocket, where a message is an element, there is nothing to do.
     */
    default void strict(boolean strict) {}

    /** Reads no faster than this many bytes per second, or as fast as it can. */
    void shape(OptionalInt rate);

    /** What is sent so far leaves in the clear, everything else through TLS. */
    void secure();

    /** The wait for the peer's next step begins anew. */
    void progress();

    /** Nobody has to make progress any more. */
    void settled();

    /** Sends what is queued, then closes; what the peer still sends is thrown away. */
    void close();

    /** Closes at once. */
    void drop();
}
