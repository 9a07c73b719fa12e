package im.vestibule.xmpp;

import java.util.OptionalInt;

/** What a stream may ask of the connection below it. Only the connection's loop calls it. */
public interface Line {
    /** Reads nothing more until {@link #resume}; what is already read waits. */
    void pause();

    void resume();

    /** From the next element on this may be read of the stream that there is. */
    void admit(Allowance allowance);

    /** Reads no faster than this many bytes per second, or as fast as it can. */
    void shape(OptionalInt rate);

    /** The wait for the peer's next step begins anew. */
    void progress();

    /** Nobody has to make progress any more. */
    void settled();

    /** Sends what is queued, then closes; what the peer still sends is thrown away. */
    void close();

    /** Closes at once. */
    void drop();
}
