package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;

/** One conversation, as its connection tells it what happens. Only the connection's loop calls it. */
interface Stream {
    void header(StreamHeader header);

    /** A first-level element; the frame is good during this call only. */
    void frame(Frame frame);

    /** The peer closed its stream. */
    void end();

    /** What arrived is not XML that we take. */
    void malformed(StreamError error);

    /** No progress for too long. */
    void late();

    /** The house ends the stream. */
    void ending(StreamError error);

    /** The connection is gone, or of no more use. */
    void lost(Cause cause);

    /** Whether the last word is said. */
    boolean ended();
}
