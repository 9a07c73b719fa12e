package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Carrier;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
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
    // Only while it leaves.
    private @Nullable List<byte[]> late;

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
    public boolean send(XmlElement stanza) {
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.send(stanza);
            return true;
        }
        if (closed) {
            return false;
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer();
        transport.encode(stanza, bytes::writeBytes);
        return post(bytes);
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp) {
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.relay(frame, stamp);
            return true;
        }
        if (closed) {
            return false;
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(frame.size() + stamp.length);
        frame.relay(bytes::writeBytes, stamp, NOTHING, transport.xmlns());
        return post(bytes);
    }

    @Override
    public boolean carry(byte[] stanza) {
        if (loop.inEventLoop()) {
            if (!open() || !take()) {
                return false;
            }
            backlog.collect();
            traffic.stanzaOut();
            transport.send(Unpooled.wrappedBuffer(stanza));
            return true;
        }
        return !closed && post(ByteBufAllocator.DEFAULT.buffer(stanza.length).writeBytes(stanza));
    }

    @Override
    public LoggingEventBuilder on(LoggingEventBuilder line) {
        return connection.on(line);
    }

    @Override
    public void close(StreamError reason) {
        loop.execute(() -> ending.accept(reason));
    }

    /** From now on nothing is taken. */
    void closed() {
        closed = true;
    }

    /** From now on nothing is taken. Hands back what was on its way here. On the loop. */
    List<byte[]> leave() {
        closed = true;
        List<byte[]> found = new ArrayList<>();
        late = found;
        inbox.run();
        late = null;
        return found;
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

    private boolean post(ByteBuf bytes) {
        int size = bytes.readableBytes();
        if (underway.addAndGet(size) > bound) {
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
        inbox.post(this, bytes);
        return true;
    }

    /** Takes in what was sent from elsewhere. On the loop. */
    void arrive(ByteBuf bytes) {
        underway.addAndGet(-bytes.readableBytes());
        if (open()) {
            backlog.collect();
            traffic.stanzaOut();
            transport.send(bytes);
        } else {
            backlog.drop();
            List<byte[]> found = late;
            if (found != null) {
                found.add(ByteBufUtil.getBytes(bytes));
            }
            bytes.release();
        }
    }

    private void overflow() {
        closed = true;
        close(OVERFLOW);
    }
}
