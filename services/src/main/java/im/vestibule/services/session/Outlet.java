package im.vestibule.services.session;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import java.util.List;
import org.slf4j.spi.LoggingEventBuilder;

/** Where the stanzas of one session leave the house. Any thread may call; no call waits but {@link #deliver}. */
public interface Outlet {
    /**
     * Queues a stanza that nobody waits to hear about.
     *
     * @return false if it was not taken, because the stream is closing or its queue is at the bound
     */
    default boolean send(XmlElement stanza) {
        return send(stanza, Receipt.NONE);
    }

    /**
     * Queues a stanza.
     *
     * @param receipt settled once the stanza is safe; stays with the caller if the stanza was not taken
     * @return false if it was not taken, because the stream is closing or its queue is at the bound
     */
    boolean send(XmlElement stanza, Receipt receipt);

    /**
     * Queues a stanza that is passed on as it stands. The frame is copied before this returns.
     *
     * @param frame one that is {@link Frame#relayable}
     * @param stamp attributes for the first tag, escaped, each with a space before it
     * @param receipt settled once the stanza is safe; stays with the caller if the stanza was not taken
     * @return false if it was not taken
     */
    boolean relay(Frame frame, byte[] stamp, Receipt receipt);

    /**
     * Sends messages that are in the store, in their order. May wait.
     *
     * @param claim to be laid before any of them is sent, by an outlet whose client acknowledges what it gets
     * @return how many were taken, from the first on; all or none of those that were claimed
     */
    default int deliver(List<XmlElement> messages, Claim claim) {
        int taken = 0;
        while (taken < messages.size() && send(messages.get(taken))) {
            taken++;
        }
        return taken;
    }

    /** Begins a log line about what is behind this: which connection it is, if it is one. */
    default LoggingEventBuilder on(LoggingEventBuilder line) {
        return line;
    }

    /** Ends the stream with this error, behind what is queued. */
    void close(StreamError reason);
}
