package im.vestibule.core;

import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Valve.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound sockets of one spec and the connections they have accepted. Open once bound; suspended while it does not
 * accept; draining while its connections end; closed after that. Its door may be changed for another: connections keep
 * the one they came in by.
 */
public final class Listener {
    /** How long accepting pauses after it has failed, as it does without file descriptors. */
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    /** How long nothing more is said of having as many connections as there may be. */
    private static final Duration FULL_AGAIN = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final AtomicInteger open = new AtomicInteger();
    private final Tally tally = new Tally();
    private volatile Door door;
    private volatile @Nullable Sockets sockets;
    private volatile boolean suspended;
    private long toldFull = System.nanoTime() - FULL_AGAIN.toNanos();
    private volatile boolean closing;

    Listener(Door door) {
        this.door = door;
    }

    /**
     * Binds sockets for its connections, which do not accept yet.
     *
     * @param address with the port to bind; port 0 for any
     * @param shared as with {@link Sockets#bind}
     * @throws Exception what the bind failed with; nothing stays bound
     */
    Sockets bind(SocketSpec spec, InetSocketAddress address, boolean shared, Loops loops, Refusals refusals)
            throws Exception {
        return Sockets.bind(spec, address, shared, loops, new Gate(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Door now = door;
                channel.pipeline()
                        .addLast(now.socket().proxyProtocol() ? ProxyHandler.ahead(now, refusals) : now.pipeline());
            }
        });
    }

    public String name() {
        return door.name();
    }

    /** Where it is bound, with the port that the kernel chose if port 0 was asked for. */
    public InetSocketAddress address() {
        return bound().address();
    }

    /** Listening sockets. */
    public int sockets() {
        return bound().count();
    }

    /** Open connections. */
    public int connections() {
        return open.get();
    }

    /** What a listener does. */
    public enum State {
        OPEN,
        SUSPENDED,
        DRAINING,
        CLOSED
    }

    public State state() {
        if (closing) {
            return open.get() > 0 ? State.DRAINING : State.CLOSED;
        }
        return suspended ? State.SUSPENDED : State.OPEN;
    }

    /** As many connections as there may be now. */
    public Limit most() {
        return door.socket().maxConnections();
    }

    /**
     * What waits to be taken by peers.
     *
     * @param bytes of all connections
     * @param most of the connection with the most
     */
    public record Unsent(long bytes, long most) {}

    /** Looks at every connection. */
    public Unsent unsent() {
        long bytes = 0;
        long most = 0;
        for (Channel connection : connections) {
            ChannelOutboundBuffer buffer = connection.unsafe().outboundBuffer();
            long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
            bytes += waiting;
            most = Math.max(most, waiting);
        }
        return new Unsent(bytes, most);
    }

    /** What it has counted since it was opened. */
    public Tally tally() {
        return tally;
    }

    /** Done once every connection that is open now is gone. */
    public ChannelGroupFuture departure() {
        return connections.newCloseFuture();
    }

    Collection<Channel> all() {
        return connections;
    }

    Sockets bound() {
        Sockets now = sockets;
        if (now == null) {
            throw new IllegalStateException("not bound");
        }
        return now;
    }

    /** Accepts by these sockets from now on, and by those it had no more. */
    void move(Sockets fresh) {
        Sockets old = sockets;
        sockets = fresh;
        regulate();
        if (old != null) {
            old.close();
        }
    }

    /** New connections get this door. */
    void adapt(Door fresh) {
        door = fresh;
        regulate();
    }

    void stopAccepting() {
        closing = true;
        bound().close();
    }

    /** Ends what is left, without a word. */
    void abort() {
        connections.close().awaitUninterruptibly();
    }

    /** Pauses accepting while there are as many connections as there may be. Several loops may cross here. */
    private synchronized void regulate() {
        boolean full;
        do {
            full = full();
            if (full && !suspended) {
                tellFull();
            }
            suspended = full;
            bound().accept(!full);
            // Whoever has left since saw either the pause, and comes here too, or a count that is seen here.
        } while (full != full());
    }

    /** Once in a while, since where it is full it will be full again in a moment. */
    private void tellFull() {
        long now = System.nanoTime();
        if (now - toldFull >= FULL_AGAIN.toNanos()) {
            toldFull = now;
            log.atWarn()
                    .addKeyValue("listener", name())
                    .addKeyValue(
                            "max_connections", door.socket().maxConnections().value())
                    .log("listener_full");
        }
    }

    private boolean full() {
        return open.get() >= door.socket().maxConnections().value();
    }

    /** Counts connections, and sees to it that they are not too many. */
    private final class Gate extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            Channel connection = (Channel) accepted;
            connections.add(connection);
            tally.accept();
            Connection.accept(connection, name(), tally);
            open.incrementAndGet();
            if (full()) {
                regulate();
            }
            connection.closeFuture().addListener(ended -> {
                open.decrementAndGet();
                if (suspended) {
                    regulate();
                }
            });
            server.fireChannelRead(accepted);
        }

        /** To accept anew at once would fail at once. The acceptor behind would wait as well, but then open a full one. */
        @Override
        public void exceptionCaught(ChannelHandlerContext server, Throwable cause) {
            Valve valve = Valve.of(server.channel());
            if (!valve.isShut(Reason.EXHAUSTED)) {
                log.atWarn()
                        .addKeyValue("listener", name())
                        .addKeyValue("reason", cause.getMessage())
                        .log("accept_failed");
                valve.shut(Reason.EXHAUSTED);
                var _ = server.executor()
                        .schedule(() -> valve.open(Reason.EXHAUSTED), RECOVERY.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
