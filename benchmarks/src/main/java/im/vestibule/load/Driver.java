package im.vestibule.load;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop that all clients live on, and what they share. Fields are the loop's own, except for those that
 * never change.
 */
final class Driver implements AutoCloseable {
    private static final int READ = 16 * 1024;
    private static final int LONGEST_STANZA = 64 * 1024;

    final Target target;
    final Faults faults = new Faults();
    final SplittableRandom random = new SplittableRandom();
    /** Where a read is looked at. */
    final byte[] inbox = new byte[READ];
    /** Where a stanza is put together. */
    final byte[] outbox = new byte[LONGEST_STANZA + 1024];
    /** By {@link System#nanoTime}, as of the read that is being worked off. */
    long now = System.nanoTime();

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final boolean epoll = Epoll.isAvailable();
    private final SocketAddress server;
    private final RecvByteBufAllocator reads = new FixedRecvByteBufAllocator(READ);
    private final @Nullable Encryption encryption;
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private int connects;

    Driver(Target target) {
        this.target = target;
        encryption = target.security() == Security.NONE ? null : new Encryption(target);
        server = new InetSocketAddress(target.host(), target.port());
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("load", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
    }

    /** Connects; the line hears what becomes of it. On the loop, where it costs less than by a bootstrap. */
    void connect(Line line) {
        SocketChannel channel = epoll ? new EpollSocketChannel() : new NioSocketChannel();
        channel.config()
                .setTcpNoDelay(true)
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(reads)
                // Whoever takes too long is given up by its plan's timeout.
                .setConnectTimeoutMillis(0);
        channel.pipeline().addLast(line);
        var _ = loop.register(channel);
        SocketAddress source = source(channel);
        // Not before the line is known to its wire.
        loop.execute(() -> channel.connect(server, source).addListener(done -> {
            if (!done.isSuccess()) {
                line.refused(done.cause());
            }
        }));
    }

    /** Null for the usual one. */
    private @Nullable SocketAddress source(SocketChannel channel) {
        if (target.sources() <= 1) {
            return null;
        }
        if (epoll) {
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        return new InetSocketAddress("127.0.0." + (1 + connects++ % target.sources()), 0);
    }

    /** What makes a connection TLS; for targets with TLS only. */
    SslHandler encrypt(Channel channel) {
        if (encryption == null) {
            throw new IllegalStateException("a target without TLS");
        }
        return encryption.handler(channel.alloc());
    }

    /** In words, as negotiated first; empty without TLS. */
    String encryption() {
        return encryption == null ? "" : encryption.negotiated();
    }

    void encrypted(SslHandler handler) {
        if (encryption != null) {
            encryption.note(handler);
        }
    }

    /** Has the loop do this soon. */
    void run(Runnable work) {
        loop.execute(() -> guard(work));
    }

    /** Has the loop do this after a while. */
    void after(Duration delay, Runnable work) {
        var _ = loop.schedule(() -> guard(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has the loop do this again and again until it says false. */
    void every(Duration period, BooleanSupplier work) {
        after(period, () -> {
            if (work.getAsBoolean()) {
                every(period, work);
            }
        });
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            broken.completeExceptionally(fault);
        }
    }

    /** Has the loop do this, and waits for it. */
    <T> T call(Supplier<T> work) throws InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        run(() -> done.complete(work.get()));
        return await(done);
    }

    /** Waits for what the loop is going to complete. */
    <T> T await(CompletableFuture<T> event) throws InterruptedException {
        try {
            CompletableFuture.anyOf(event, broken).get();
            return event.join();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the driver is at fault", fault.getCause());
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        if (encryption != null) {
            encryption.close();
        }
    }
}
