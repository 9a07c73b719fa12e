package im.vestibule.core;

import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bound sockets of one spec and the connections they have accepted. Open once bound; suspended while it does not
 * accept; draining while its connections end; closed after that.
 */
public final class Listener {
    private final Door door;
    private final List<Channel> servers = new ArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final AtomicInteger open = new AtomicInteger();
    private final Tally tally = new Tally();
    private volatile boolean suspended;

    private Listener(Door door) {
        this.door = door;
    }

    /**
     * Binds; with {@code reuse_port} as many sockets as there are loops, at most {@code num_acceptors}.
     *
     * @throws Exception what the bind failed with; nothing stays bound
     */
    static Listener open(Door door, Loops loops, Refusals refusals) throws Exception {
        Listener listener = new Listener(door);
        ServerBootstrap bootstrap = listener.bootstrap(loops, refusals);
        InetSocketAddress address = door.socket().address();
        try {
            for (int i = 0; i < sockets(door.socket(), loops); i++) {
                Channel server = bootstrap.bind(address).sync().channel();
                listener.servers.add(server);
                address = (InetSocketAddress) server.localAddress();
            }
        } catch (Exception | Error failure) {
            listener.stopAccepting();
            throw failure;
        }
        return listener;
    }

    /** How many sockets a spec asks for. */
    public static int sockets(SocketSpec socket, Loops loops) {
        boolean several = socket.reusePort() && loops.transport() != Transport.NIO;
        return several ? Math.min(loops.count(), socket.numAcceptors()) : 1;
    }

    private ServerBootstrap bootstrap(Loops loops, Refusals refusals) {
        SocketSpec socket = door.socket();
        SocketProtocolFamily family = socket.address().getAddress() instanceof Inet4Address
                ? SocketProtocolFamily.INET
                : SocketProtocolFamily.INET6;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channelFactory(() -> loops.transport().server(family))
                .option(ChannelOption.SO_BACKLOG, socket.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, acceptor(socket.numAcceptors()))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Gate())
                .childHandler(socket.proxyProtocol() ? ProxyHandler.ahead(door, refusals) : door.pipeline());
        if (sockets(socket, loops) > 1) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        return bootstrap;
    }

    private static ServerChannelRecvByteBufAllocator acceptor(int perWakeUp) {
        ServerChannelRecvByteBufAllocator allocator = new ServerChannelRecvByteBufAllocator();
        allocator.maxMessagesPerRead(perWakeUp);
        return allocator;
    }

    public String name() {
        return door.name();
    }

    /** Where it is bound, with the port that the kernel chose if port 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) servers.getFirst().localAddress();
    }

    /** Listening sockets. */
    public int sockets() {
        return servers.size();
    }

    /** Open connections. */
    public int connections() {
        return open.get();
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

    /** Stops accepting; what waits in the kernel's backlog is let go. */
    void stopAccepting() {
        for (Channel server : servers) {
            server.close().awaitUninterruptibly();
        }
    }

    /** Asks every connection to say goodbye. */
    ChannelGroupFuture drain() {
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(Drain.INSTANCE));
        return connections.newCloseFuture();
    }

    /** Ends what is left, without a word. */
    void abort() {
        connections.close().awaitUninterruptibly();
    }

    /** Counts connections and pauses accepting above the limit. */
    private final class Gate extends ChannelInboundHandlerAdapter {
        private final Limit most = door.socket().maxConnections();

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            Channel connection = (Channel) accepted;
            connections.add(connection);
            tally.accept();
            Connection.accept(connection, door.name(), tally);
            if (open.incrementAndGet() >= most.value()) {
                suspend(true);
            }
            connection.closeFuture().addListener(ended -> {
                if (open.decrementAndGet() < most.value() && suspended) {
                    suspend(false);
                }
            });
            server.fireChannelRead(accepted);
        }

        // Several loops may cross here; the last word must fit the count, so the count is read again inside.
        private synchronized void suspend(boolean wanted) {
            boolean full = open.get() >= most.value();
            if (wanted == full) {
                suspended = full;
                servers.forEach(server -> server.config().setAutoRead(!full));
            }
        }
    }
}
