package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import org.slf4j.spi.LoggingEventBuilder;

/** The connection that carries a session now, as the session sees it. Only the connection's loop calls it. */
interface Tether {
    /**
     * @param stanza in the content namespace without declaring it
     */
    void write(byte[] stanza);

    /** Something that is not counted. */
    void say(XmlElement element);

    /** Whether more waits to be read than may. */
    boolean isFull();

    /** Ends the stream, and the session with it unless it was let go. */
    void end(StreamError error);

    /** The client is silent: the connection is of no more use. */
    void abandon();

    /** The session goes on without this connection. */
    void letGo();

    /** Something that was awaited of the {@link im.vestibule.services.resumption.Window} is so. */
    void settled();

    LoggingEventBuilder on(LoggingEventBuilder line);
}
