package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.xmpp.Flusher;
import im.vestibule.xmpp.StreamTransport;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/** XEP-0206: what the stream says is collected until a request takes it along. Only the session's loop touches it. */
final class BoshTransport implements StreamTransport, Sink {
    private static final byte[] NOTHING = {};
    private static final byte[] XMLNS = (" xmlns='" + Ns.CLIENT + "'").getBytes(US_ASCII);
    private static final XmlWriter WRITER = XmlWriter.stream(BoshTag.NS);
    private static final int FIRST = 512;

    private final Flusher flusher;
    private final Flusher.Collector collector = this::tell;
    private final Runnable output;
    private byte[] collected = NOTHING;
    private int count;
    private boolean told;
    private boolean prefixed;
    private Optional<StreamError> error = Optional.empty();

    /** @param output is told, once per pass of the loop, that there is something to say */
    BoshTransport(Flusher flusher, Runnable output) {
        this.flusher = flusher;
        this.output = output;
    }

    /** The answers' {@code <body/>} stands for a header. */
    @Override
    public void open(String from, Optional<Jid> to, String lang) {}

    @Override
    public void send(XmlElement element) {
        prefixed |= element.namespace().equals(Ns.STREAMS);
        WRITER.write(element, this);
    }

    @Override
    public void send(StreamError error) {
        this.error = Optional.of(error);
    }

    @Override
    public void encode(XmlElement stanza, Sink sink) {
        WRITER.write(stanza, sink);
    }

    @Override
    public void relay(Frame frame, byte[] stamp) {
        frame.relay(this, stamp, NOTHING, XMLNS);
    }

    @Override
    public byte[] xmlns() {
        return XMLNS;
    }

    @Override
    public void send(ByteBuf stanza) {
        int length = stanza.readableBytes();
        room(length);
        stanza.readBytes(collected, count, length);
        count += length;
        stanza.release();
    }

    /** The last answer says it. */
    @Override
    public void close() {}

    /** What is still to be said goes with the last answer. */
    @Override
    public void flush() {}

    private void tell() {
        told = false;
        if (count > 0) {
            output.run();
        }
    }

    @Override
    public long queued() {
        return count;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        room(length);
        System.arraycopy(bytes, offset, collected, count, length);
        count += length;
    }

    private void room(int more) {
        if (!told) {
            told = true;
            flusher.add(collector);
        }
        if (more > collected.length - count) {
            int size = Math.max(FIRST, collected.length);
            while (more > size - count) {
                size *= 2;
            }
            collected = Arrays.copyOf(collected, size);
        }
    }

    /** Hands over all that was said since the last time. */
    Said take() {
        Said said = new Said(collected, count, prefixed);
        collected = NOTHING;
        count = 0;
        prefixed = false;
        return said;
    }

    /** What has ended the stream; empty if it was no error. */
    Optional<StreamError> error() {
        return error;
    }
}
