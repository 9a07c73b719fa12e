package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.federation.Stanzas;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RFC 6120: one long document in each direction. */
final class TcpTransport implements StreamTransport {
    private static final byte[] NOTHING = {};
    private static final byte[] CLOSE = "</stream:stream>".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OPENED = " version='1.0'>".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = {'>'};

    private final Outbox outbox;
    private final String namespace;
    private final XmlWriter writer;
    private final byte[] opening;
    private boolean open;

    /**
     * @param namespace content namespace of the stream
     */
    TcpTransport(Outbox outbox, String namespace) {
        this(outbox, namespace, XmlWriter.stream(namespace), "");
    }

    private TcpTransport(Outbox outbox, String namespace, XmlWriter writer, String declaration) {
        this.outbox = outbox;
        this.namespace = namespace;
        this.writer = writer;
        opening = ("<?xml version='1.0'?><stream:stream xmlns='" + namespace + "' xmlns:stream='" + Ns.STREAMS + "'"
                        + declaration)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** For a stream between servers. */
    static TcpTransport server(Outbox outbox) {
        return new TcpTransport(outbox, Ns.SERVER, Stanzas.writer(), " xmlns:db='" + Ns.DIALBACK + "'");
    }

    @Override
    public void open(String from, Optional<Jid> to, String lang) {
        open = true;
        outbox.write(opening);
        outbox.write(XmlWriter.attribute("id", StreamIds.next()));
        outbox.write(XmlWriter.attribute("from", from));
        to.ifPresent(jid -> outbox.write(XmlWriter.attribute("to", jid.toString())));
        outbox.write(XmlWriter.attribute("xml:lang", lang));
        outbox.write(OPENED);
    }

    /** The header of XEP-0114, which has no version and no language. */
    void open(String from, String id) {
        open = true;
        outbox.write(opening);
        outbox.write(XmlWriter.attribute("id", id));
        outbox.write(XmlWriter.attribute("from", from));
        outbox.write(END);
    }

    /**
     * The header of a stream between servers.
     *
     * @param id only of the server that was called
     * @param version whether to say 1.0
     */
    void open(String from, Optional<String> to, Optional<String> id, boolean version) {
        open = true;
        outbox.write(opening);
        id.ifPresent(own -> outbox.write(XmlWriter.attribute("id", own)));
        outbox.write(XmlWriter.attribute("from", from));
        to.ifPresent(domain -> outbox.write(XmlWriter.attribute("to", domain)));
        outbox.write(version ? OPENED : END);
    }

    /** Something that stands on this stream as it is. */
    void write(byte[] bytes) {
        outbox.write(bytes);
    }

    @Override
    public void pass(byte[] stanza) {
        outbox.write(stanza);
    }

    @Override
    public void send(XmlElement element) {
        writer.write(own(element), outbox);
    }

    @Override
    public void encode(XmlElement stanza, Sink sink) {
        writer.write(own(stanza), sink);
    }

    /** The house knows stanzas as clients do. */
    private XmlElement own(XmlElement element) {
        return element.moved(Ns.CLIENT, namespace);
    }

    @Override
    public void relay(Frame frame, byte[] stamp) {
        frame.relay(outbox, stamp, NOTHING, NOTHING);
    }

    @Override
    public byte[] xmlns() {
        return NOTHING;
    }

    @Override
    public void send(ByteBuf stanza) {
        outbox.write(stanza);
    }

    /** Nothing before our header. */
    @Override
    public void close() {
        if (open) {
            outbox.write(CLOSE);
        }
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    @Override
    public long queued() {
        return outbox.queued();
    }
}
