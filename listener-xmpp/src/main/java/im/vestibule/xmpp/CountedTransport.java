package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Ledger;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what stanzas it sends until the peer has acknowledged them, once that was agreed, and counts the peer's (XEP-0198). At most one question is
 * open at a time; a peer that does not answer it is gone. Only the connection's loop calls it.
 */
final class CountedTransport implements StreamTransport {
    /** How long a peer may take to answer. */
    static final long PATIENCE_SECONDS = 30;

    private static final byte[] NOTHING = {};
    private static final XmlElement REQUEST = XmlElement.of("r", Ns.STREAM_MANAGEMENT);

    private final TcpTransport transport;
    private final EventLoop loop;
    private final BooleanSupplier waited;
    private final Runnable silent;
    private @Nullable Ledger<Parcel> ledger;
    private long handled;
    private boolean asking;
    private boolean over;
    private @Nullable Future<?> patience;

    /**
     * @param waited whether something the peer has sent may have waited to be read since this was asked last
     * @param silent the peer does not answer
     */
    CountedTransport(TcpTransport transport, EventLoop loop, BooleanSupplier waited, Runnable silent) {
        this.transport = transport;
        this.loop = loop;
        this.waited = waited;
        this.silent = silent;
    }

    /** Begins to count. */
    void count() {
        ledger = new Ledger<>(parcel -> parcel.stanza().length);
        handled = 0;
    }

    /** One more stanza of the peer's. */
    void handled() {
        handled++;
    }

    /** Tells the peer how many of its stanzas we have. */
    void answer() {
        transport.send(XmlElement.builder("a", Ns.STREAM_MANAGEMENT)
                .attribute("h", Long.toString(handled & 0xFFFFFFFFL))
                .build());
    }

    /** False if the peer claims more than it was sent. */
    boolean acknowledge(long count) {
        Ledger<Parcel> kept = ledger;
        if (kept == null || !kept.acknowledge(count, parcel -> parcel.receipt().settle())) {
            return false;
        }
        await(null);
        asking = false;
        if (!kept.isSettled()) {
            ask();
        }
        return true;
    }

    /** Whether the peer has acknowledged anything. */
    boolean delivers() {
        Ledger<Parcel> kept = ledger;
        return kept != null && kept.acknowledged() > 0;
    }

    /** Everything that the peer may not have. */
    List<Parcel> unacknowledged() {
        Ledger<Parcel> kept = ledger;
        return kept == null ? List.of() : kept.unacknowledged();
    }

    /** The stream is over: nothing is asked any more, and nobody waits for an answer. */
    void stop() {
        over = true;
        await(null);
    }

    /** For the answer, instead of what was waited for. */
    private void await(@Nullable Future<?> answer) {
        if (patience != null) {
            patience.cancel(false);
        }
        patience = answer;
    }

    private void keep(Ledger<Parcel> kept, byte[] stanza, Receipt receipt) {
        kept.sent(new Parcel(stanza, receipt));
        if (!asking) {
            asking = true;
            // Behind what else comes of this pass, and before the first word of it has the pass's output sent on its
            // way.
            loop.execute(this::request);
        }
        transport.write(stanza);
    }

    private void ask() {
        asking = true;
        request();
    }

    private void request() {
        if (!over) {
            transport.send(REQUEST);
            boolean _ = waited.getAsBoolean();
            listen();
        }
    }

    private void listen() {
        await(loop.schedule(this::overdue, PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** The answer may be among what a shaper has not let through yet. */
    private void overdue() {
        if (waited.getAsBoolean()) {
            listen();
        } else {
            silent.run();
        }
    }

    @Override
    public void open(String from, Optional<Jid> to, String lang) {
        transport.open(from, to, lang);
    }

    @Override
    public void send(XmlElement stanza) {
        send(stanza, Receipt.NONE);
    }

    @Override
    public void send(XmlElement stanza, Receipt receipt) {
        Ledger<Parcel> kept = ledger;
        if (kept == null) {
            transport.send(stanza, receipt);
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            transport.encode(stanza, bytes::write);
            keep(kept, bytes.toByteArray(), receipt);
        }
    }

    @Override
    public void encode(XmlElement stanza, Sink sink) {
        transport.encode(stanza, sink);
    }

    @Override
    public void relay(Frame frame, byte[] stamp) {
        relay(frame, stamp, Receipt.NONE);
    }

    @Override
    public void relay(Frame frame, byte[] stamp, Receipt receipt) {
        Ledger<Parcel> kept = ledger;
        if (kept == null) {
            transport.relay(frame, stamp, receipt);
        } else {
            keep(kept, frame.relayed(stamp, NOTHING, NOTHING), receipt);
        }
    }

    @Override
    public byte[] xmlns() {
        return transport.xmlns();
    }

    @Override
    public void send(ByteBuf stanza) {
        send(stanza, Receipt.NONE);
    }

    @Override
    public void send(ByteBuf stanza, Receipt receipt) {
        Ledger<Parcel> kept = ledger;
        if (kept == null) {
            transport.send(stanza, receipt);
        } else {
            try {
                keep(kept, ByteBufUtil.getBytes(stanza), receipt);
            } finally {
                stanza.release();
            }
        }
    }

    @Override
    public void pass(byte[] stanza) {
        Ledger<Parcel> kept = ledger;
        if (kept == null) {
            transport.pass(stanza);
        } else {
            keep(kept, stanza, Receipt.NONE);
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public void flush() {
        transport.flush();
    }

    /** What is not acknowledged waits, too. */
    @Override
    public long queued() {
        Ledger<Parcel> kept = ledger;
        return transport.queued() + (kept == null ? 0 : kept.bytes());
    }
}
