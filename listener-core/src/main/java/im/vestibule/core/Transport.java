package im.vestibule.core;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.StandardSocketOptions;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;

/** How sockets are driven: the kernel's epoll or io_uring, or the JDK's selector where neither is at hand. */
public enum Transport {
    EPOLL {
        @Override
        public Optional<Throwable> missing() {
            return Optional.ofNullable(Epoll.unavailabilityCause());
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel server(SocketProtocolFamily family) {
            return new EpollServerSocketChannel(family);
        }
    },
    NIO {
        @Override
        public Optional<Throwable> missing() {
            return Optional.empty();
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel server(SocketProtocolFamily family) {
            return new NioServerSocketChannel(SelectorProvider.provider(), family);
        }
    },
    IO_URING {
        @Override
        public Optional<Throwable> missing() {
            return Optional.ofNullable(IoUring.unavailabilityCause());
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        ServerChannel server(SocketProtocolFamily family) {
            return new IoUringServerSocketChannel();
        }
    };

    /** Why this machine cannot use it; empty if it can. */
    public abstract Optional<Throwable> missing();

    abstract IoHandlerFactory handlers();

    abstract ServerChannel server(SocketProtocolFamily family);

    /** {@code SO_REUSEPORT}. */
    ChannelOption<Boolean> reusePort() {
        return this == NIO ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT) : UnixChannelOption.SO_REUSEPORT;
    }

    /** The best that needs no asking: epoll, else the selector. io_uring only by request. */
    public static Transport usual() {
        return EPOLL.missing().isEmpty() ? EPOLL : NIO;
    }
}
