package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Sink;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/** How one stream's words become bytes: TCP, WebSocket, BOSH. Only the connection's loop calls it. */
public interface StreamTransport {
    /** Our stream header, with an id nobody can guess (RFC 6120 §4.7.3). */
    void open(String from, Optional<Jid> to, String lang);

    void send(XmlElement element);

    /** Our last word. */
    default void send(StreamError error) {
        send(error.element());
    }

    /** Writes a stanza as {@link #send(ByteBuf)} takes it; from any thread. */
    void encode(XmlElement stanza, Sink sink);

    /** Passes a stanza on with these attributes. */
    void relay(Frame frame, byte[] stamp);

    /** The declaration that every stanza carries on this transport; may be empty. */
    byte[] xmlns();

    /** A stanza in UTF-8 that carries {@link #xmlns}; the buffer is released. */
    void send(ByteBuf stanza);

    /** The same for a stanza whose sender wants to know that it is safe, as it is here unless it has to be acknowledged. */
    default void send(XmlElement stanza, Receipt receipt) {
        send(stanza);
        receipt.settle();
    }

    /** The same for a stanza whose sender wants to know that it is safe, as it is here unless it has to be acknowledged. */
    default void relay(Frame frame, byte[] stamp, Receipt receipt) {
        relay(frame, stamp);
        receipt.settle();
    }

    /** The same for a stanza whose sender wants to know that it is safe, as it is here unless it has to be acknowledged. */
    default void send(ByteBuf stanza, Receipt receipt) {
        send(stanza);
        receipt.settle();
    }

    /**
     * A stanza in UTF-8, in the content namespace without declaring it.
     *
     * @param stanza with no prefix before its name
     */
    default void pass(byte[] stanza) {
        int name = 1;
        while (stanza[name] != ' ' && stanza[name] != '>' && stanza[name] != '/') {
            name++;
        }
        send(Unpooled.buffer(stanza.length + xmlns().length)
                .writeBytes(stanza, 0, name)
                .writeBytes(xmlns())
                .writeBytes(stanza, name, stanza.length - name));
    }

    /** Our closing tag. */
    void close();

    /** Does not wait for the end of the loop's pass. */
    void flush();

    /** Bytes said and not yet taken by the kernel. */
    long queued();
}
