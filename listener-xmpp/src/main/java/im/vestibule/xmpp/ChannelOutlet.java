package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Carrier;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The way out through one connection. On the connection's own loop a stanza goes straight to the transport; from
 * elsewhere it travels as bytes through the loop's inbox.
 */
final class ChannelOutlet implements Carrier {
    /** Bytes that may wait for a client that does not read. One more stanza ends the stream. */
    static final long BOUND = 1024 * 1024;

    /** The same for a component, which many write to at once. */
    static final long COMPONENT_BOUND = 64 * BOUND;

    /** Said when that bound is passed. */
    static final StreamError OVERFLOW =
            StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much waits to be read");

    private static final byte[] NOTHING = {};

    private final EventLoop loop;
    private final Inbox inbox;
    private final StreamTransport transport;
    private final Traffic traffic;
    private final Connection connection;
    private final long bound;
    private final Backlog backlog;
    private final Consumer<StreamError> ending;
    private final AtomicLong underway = new AtomicLong();
    private volatile boolean closed;
    private volatile @Nullable SessionOutlet next;
    // Only on the loop.
    private final Stage stage = new Stage(this::release);
    // What has come too late to be sent goes there, or waits until it is known where. Only on the loop.
    private @Nullable Consumer<Parcel> strays;
    private List<Parcel> late = List.of();

    /**
     * @param ending ends the stream; called on the loop
     */
    ChannelOutlet(
            EventLoop loop,
            Inbox inbox,
            StreamTransport transport,
            Traffic traffic,
            Connection connection,
            Consumer<StreamError> ending) {
        this(loop, inbox, transport, traffic, connection, BOUND, Backlog.UNBOUNDED, ending);
    }

    /**
     * @param bound bytes that may wait for the peer
     * @param backlog bounds how many stanzas may
     * @param ending ends the stream; called on the loop
     */
    ChannelOutlet(
            EventLoop loop,
            Inbox inbox,
            StreamTransport transport,
            Traffic traffic,
            Connection connection,
            long bound,
            Backlog backlog,
            Consumer<StreamError> ending) {
        this.loop = loop;
        this.inbox = inbox;
        this.transport = transport;
        this.traffic = traffic;
        this.connection = connection;
        this.bound = bound;
        this.backlog = backlog;
        this.ending = ending;
    }

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        if (closed) {
            SessionOutlet after = next;
            return after != null && after.send(stanza, receipt);
        }
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            if (stage.isResting()) {
                ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer();
                transport.encode(stanza, bytes::writeBytes);
                offer(bytes, receipt);
                return true;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.send(stanza, receipt);
            return true;
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer();
        transport.encode(stanza, bytes::writeBytes);
        return post(bytes, receipt);
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        if (closed) {
            SessionOutlet after = next;
            return after != null && after.relay(frame, stamp, receipt);
        }
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            if (stage.isResting()) {
                ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(frame.size() + stamp.length);
                frame.relay(bytes::writeBytes, stamp, NOTHING, transport.xmlns());
                offer(bytes, receipt);
                return true;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.relay(frame, stamp, receipt);
            return true;
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(frame.size() + stamp.length);
        frame.relay(bytes::writeBytes, stamp, NOTHING, transport.xmlns());
        return post(bytes, receipt);
    }

    @Override
    public boolean carry(Parcel parcel) {
        byte[] stanza = parcel.stanza();
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.send(Unpooled.wrappedBuffer(stanza), parcel.receipt());
            return true;
        }
        return !closed && post(ByteBufAllocator.DEFAULT.buffer(stanza.length).writeBytes(stanza), parcel.receipt());
    }

    @Override
    public LoggingEventBuilder on(LoggingEventBuilder line) {
        return connection.on(line);
    }

    @Override
    public void close(StreamError reason) {
        loop.execute(() -> ending.accept(reason));
    }

    /** From now on everything goes there, behind what has come here. On the loop. */
    void handOver(SessionOutlet outlet) {
        inbox.run();
        rouse();
        next = outlet;
        closed = true;
    }

    /**
     * From now on nothing is taken. Hands back what was on its way here, unless it is known where it goes. On the loop.
     *
     * @param last takes what comes all the same, because it was sent at this very moment, if nobody else does
     */
    List<Parcel> leave(Consumer<Parcel> last) {
        closed = true;
        stage.leave(this::late);
        inbox.run();
        if (strays == null) {
            strays = last;
        }
        List<Parcel> found = late;
        late = List.of();
        return found;
    }

    private void late(Parcel parcel) {
        Consumer<Parcel> way = strays;
        if (way != null) {
            way.accept(parcel);
            return;
        }
        if (late.isEmpty()) {
            late = new ArrayList<>();
        }
        late.add(parcel);
    }

    private boolean open() {
        if (closed) {
            return false;
        }
        if (isFull()) {
            // What was collected in this pass of the loop has not been offered to the kernel yet.
            transport.flush();
            if (closed) {
                return false;
            }
            if (isFull()) {
                overflow();
                return false;
            }
        }
        return true;
    }

    private boolean isFull() {
        return transport.queued() + underway.get() > bound;
    }

    private boolean take() {
        if (backlog.take()) {
            return true;
        }
        overflow();
        return false;
    }

    private boolean post(ByteBuf bytes, Receipt receipt) {
        int size = bytes.readableBytes();
        // Its own size does not count, or one that is larger than the bound would end the stream of whoever it is for.
        if (underway.addAndGet(size) > bound + size) {
            underway.addAndGet(-size);
            bytes.release();
            overflow();
            return false;
        }
        if (!take()) {
            underway.addAndGet(-size);
            bytes.release();
            return false;
        }
        inbox.post(this, bytes, receipt);
        return true;
    }

    /** Takes in what was sent from elsewhere. On the loop. */
    void arrive(ByteBuf bytes, Receipt receipt) {
        underway.addAndGet(-bytes.readableBytes());
        SessionOutlet after = next;
        if (after != null) {
            // It was on its way when the session began to count.
            boolean _ = after.take(new Parcel(plain(bytes), receipt));
        } else if (open()) {
            if (stage.isResting()) {
                offer(bytes, receipt);
            } else {
                leave(bytes, receipt);
            }
        } else {
            backlog.drop();
            late(new Parcel(plain(bytes), receipt));
        }
    }

    /** Has what was taken and comes too late to be sent go another way. On the loop. */
    void strays(Consumer<Parcel> way) {
        strays = way;
    }

    /** The stanza without the declaration that it carries on this transport. */
    private byte[] plain(ByteBuf bytes) {
        byte[] stanza = ByteBufUtil.getBytes(bytes);
        bytes.release();
        byte[] xmlns = transport.xmlns();
        int at = 1;
        while (xmlns.length > 0 && stanza[at] != ' ' && stanza[at] != '>' && stanza[at] != '/') {
            at++;
        }
        int end = Math.min(at + xmlns.length, stanza.length);
        if (xmlns.length == 0 || !Arrays.equals(stanza, at, end, xmlns, 0, xmlns.length)) {
            return stanza;
        }
        byte[] plain = new byte[stanza.length - xmlns.length];
        System.arraycopy(stanza, 0, plain, 0, at);
        System.arraycopy(stanza, end, plain, at, plain.length - at);
        return plain;
    }

    private void leave(ByteBuf bytes, Receipt receipt) {
        backlog.collect();
        traffic.stanzaOut();
        transport.send(bytes, receipt);
    }

    private void offer(ByteBuf bytes, Receipt receipt) {
        byte[] stanza = ByteBufUtil.getBytes(bytes);
        bytes.release();
        stage.take(new Parcel(stanza, receipt));
    }

    private void release(Parcel parcel) {
        leave(Unpooled.wrappedBuffer(parcel.stanza()), parcel.receipt());
    }

    /**
     * The client is inactive: what can wait does (XEP-0352). On the loop.
     *
     * @param most that may wait
     */
    void rest(Limit most) {
        stage.rest(most);
    }

    /** The client is active, or leaves: nothing waits any more. On the loop. */
    void rouse() {
        stage.rouse();
    }

    private void overflow() {
        closed = true;
        close(OVERFLOW);
    }
}
