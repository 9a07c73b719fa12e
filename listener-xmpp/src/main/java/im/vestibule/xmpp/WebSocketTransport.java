package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** RFC 7395: an element a message, each with all its declarations. Messages go out in one frame, written in place. */
final class WebSocketTransport implements StreamTransport {
    private static final byte[] NOTHING = {};
    private static final byte[] XMLNS = (" xmlns='" + Ns.CLIENT + "'").getBytes(US_ASCII);
    private static final byte[] OPENING = ("<open xmlns='" + Ns.FRAMING + "'").getBytes(US_ASCII);
    private static final byte[] OPENED = " version='1.0'/>".getBytes(US_ASCII);
    private static final byte[] CLOSING = ("<close xmlns='" + Ns.FRAMING + "'").getBytes(US_ASCII);
    private static final byte[] CLOSED = "/>".getBytes(US_ASCII);

    private static final int FINAL = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int LONGEST_SHORT = 0xFFFF;

    /** Bytes left free before a message: the head of a frame of the usual size. */
    private static final int ROOM = 4;

    private final Outbox outbox;
    private final XmlWriter writer = XmlWriter.standalone();
    private byte[] elsewhere = NOTHING;

    WebSocketTransport(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void open(String from, Optional<Jid> to, String lang) {
        int start = begin();
        outbox.write(OPENING);
        outbox.write(XmlWriter.attribute("id", StreamIds.next()));
        outbox.write(XmlWriter.attribute("from", from));
        to.ifPresent(jid -> outbox.write(XmlWriter.attribute("to", jid.toString())));
        outbox.write(XmlWriter.attribute("xml:lang", lang));
        outbox.write(OPENED);
        end(start);
    }

    @Override
    public void send(XmlElement element) {
        int start = begin();
        writer.write(element, outbox);
        end(start);
    }

    @Override
    public void encode(XmlElement stanza, Sink sink) {
        writer.write(stanza, sink);
    }

    @Override
    public void relay(Frame frame, byte[] stamp) {
        int start = begin();
        frame.relay(outbox, stamp, NOTHING, XMLNS);
        end(start);
    }

    @Override
    public byte[] xmlns() {
        return XMLNS;
    }

    @Override
    public void send(ByteBuf stanza) {
        head(outbox.buffer(), FrameHead.TEXT, stanza.readableBytes());
        outbox.write(stanza);
    }

    /** Where the peer is sent when this closes. */
    void elsewhere(String uri) {
        elsewhere = XmlWriter.attribute("see-other-uri", uri);
    }

    @Override
    public void close() {
        int start = begin();
        outbox.write(CLOSING);
        outbox.write(elsewhere);
        outbox.write(CLOSED);
        end(start);
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    @Override
    public long queued() {
        return outbox.queued();
    }

    /** @param payload at most 125 bytes */
    void control(int opcode, ByteBuf payload) {
        head(outbox.buffer(), opcode, payload.readableBytes());
        outbox.write(payload);
    }

    private static void head(ByteBuf out, int opcode, int length) {
        out.writeByte(FINAL | opcode);
        if (length < SHORT) {
            out.writeByte(length);
        } else if (length <= LONGEST_SHORT) {
            out.writeByte(SHORT).writeShort(length);
        } else {
            out.writeByte(LONG).writeLong(length);
        }
    }

    private int begin() {
        ByteBuf out = outbox.buffer();
        int start = out.writerIndex();
        out.writeZero(ROOM);
        return start;
    }

    /** Writes the head into the room before the message; where it takes less or more, the message moves. */
    private void end(int start) {
        ByteBuf out = outbox.buffer();
        int from = start + ROOM;
        int length = out.writerIndex() - from;
        if (length < SHORT) {
            int to = start + 2;
            out.setByte(start, FINAL | FrameHead.TEXT).setByte(start + 1, length);
            out.setBytes(to, out, from, length);
            out.writerIndex(to + length);
        } else if (length <= LONGEST_SHORT) {
            out.setByte(start, FINAL | FrameHead.TEXT).setByte(start + 1, SHORT).setShort(start + 2, length);
        } else {
            ByteBuf message = out.copy(from, length);
            out.writerIndex(start);
            head(out, FrameHead.TEXT, length);
            out.writeBytes(message);
            message.release();
        }
    }
}
