package im.vestibule.core;

import im.vestibule.config.SocketSpec;
import im.vestibule.core.Valve.Reason;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.concurrent.EventExecutor;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The bound sockets of one listener. With {@code reuse_port} the kernel spreads connections over several. */
final class Sockets {
    private final Transport transport;
    private final List<Channel> servers = new ArrayList<>();
    private volatile boolean accepts;

    private Sockets(Transport transport) {
        this.transport = transport;
    }

    /**
     * Binds as many as the spec asks for. They do not accept yet.
     *
     * @param address with the port to bind; port 0 for any
     * @param shared whether a socket of ours that is about to be closed, and {@link #share}s, is bound there still
     * @param gate sees every accepted connection
     * @param welcome is the first handler of each
     * @throws Exception what the bind failed with; nothing stays bound
     */
    static Sockets bind(
            SocketSpec spec,
            InetSocketAddress address,
            boolean shared,
            Loops loops,
            ChannelHandler gate,
            ChannelHandler welcome)
            throws Exception {
        int count = count(spec, loops);
        Sockets sockets = new Sockets(loops.transport());
        InetSocketAddress next = address;
        try {
            Iterator<EventExecutor> acceptors = loops.group().iterator();
            for (int i = 0; i < count; i++) {
                ServerBootstrap bootstrap = bootstrap(spec, address, loops)
                        .group((EventLoop) acceptors.next(), loops.group())
                        .handler(gate)
                        .childHandler(welcome);
                if (shared || count > 1) {
                    bootstrap.option(loops.transport().reusePort(), true);
                }
                Channel server = bootstrap.bind(next).syncUninterruptibly().channel();
                sockets.servers.add(server);
                next = (InetSocketAddress) server.localAddress();
            }
        } catch (Exception | Error failure) {
            sockets.close();
            throw failure;
        }
        return sockets;
    }

    /** How many a spec asks for: one per loop with {@code reuse_port}, at most {@code num_acceptors}. */
    static int count(SocketSpec spec, Loops loops) {
        boolean several = spec.reusePort() && loops.transport() != Transport.NIO;
        return several ? Math.min(loops.count(), spec.numAcceptors()) : 1;
    }

    private static ServerBootstrap bootstrap(SocketSpec spec, InetSocketAddress address, Loops loops) {
        SocketProtocolFamily family =
                address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        return new ServerBootstrap()
                .channelFactory(() -> loops.transport().server(family))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, spec.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AcceptPace(spec.numAcceptors(), System::nanoTime))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) servers.getFirst().localAddress();
    }

    int count() {
        return servers.size();
    }

    /** Starts or pauses accepting; meanwhile connections wait in the kernel's backlog. */
    void accept(boolean wanted) {
        accepts = wanted;
        for (Channel server : servers) {
            if (server.eventLoop().inEventLoop()) {
                regulate(server);
            } else if (server.isOpen()) {
                server.eventLoop().execute(() -> regulate(server));
            }
        }
    }

    /** Looks at what is wanted now, so that it does not matter in which order those come who want it. */
    private void regulate(Channel server) {
        if (accepts) {
            Valve.of(server).open(Reason.FULL);
        } else {
            Valve.of(server).shut(Reason.FULL);
        }
    }

    /** Whether sockets of this user may be bound to the same port. Linux minds it at every bind, not only at the first. */
    void share(boolean wanted) {
        servers.forEach(server -> server.config().setOption(transport.reusePort(), wanted || servers.size() > 1));
    }

    /**
     * Stops accepting; what waits in the backlog is let go. The JDK's selector gives a socket up a moment later, in which the
     * kernel may still accept for it.
     */
    void close() {
        for (Channel server : servers) {
            server.close().awaitUninterruptibly();
        }
    }
}
