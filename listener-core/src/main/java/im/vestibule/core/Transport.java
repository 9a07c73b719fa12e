package im.vestibule.core;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
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

        @Override
        Channel client() {
            return new EpollSocketChannel();
        }

        @Override
        Optional<ChannelOption<Integer>> userTimeout() {
            return Optional.of(EpollChannelOption.TCP_USER_TIMEOUT);
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

        @Override
        Channel client() {
            return new NioSocketChannel();
        }

        @Override
        Optional<ChannelOption<Integer>> userTimeout() {
            return Optional.empty();
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

        @Override
        Channel client() {
            return new IoUringSocketChannel();
        }

        @Override
        Optional<ChannelOption<Integer>> userTimeout() {
            return Optional.of(IoUringChannelOption.TCP_USER_TIMEOUT);
        }
    };

    /** Why this machine cannot use it; empty if it can. */
    public abstract Optional<Throwable> missing();

    abstract IoHandlerFactory handlers();

    abstract ServerChannel server(SocketProtocolFamily family);

    abstract Channel client();

    /** {@code TCP_USER_TIMEOUT} in milliseconds; empty where there is none. */
    abstract Optional<ChannelOption<Integer>> userTimeout();

    /** {@code SO_REUSEPORT}. */
    ChannelOption<Boolean> reusePort() {
        return this == NIO ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT) : UnixChannelOption.SO_REUSEPORT;
    }

    /** The best that needs no asking: epoll, else the selector. io_uring only by request. */
    public static Transport usual() {
        return EPOLL.missing().isEmpty() ? EPOLL : NIO;
    }
}
