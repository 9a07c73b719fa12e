package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Listeners.Staging;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners are changed while connections are open. */
class ChangesTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /** Greets with one letter, repeats what it hears, and says Z when it has to go. */
    private static final class Echo extends ChannelInitializer<Channel> {
        private final char greeting;

        Echo(char greeting) {
            this.greeting = greeting;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    var _ = context.writeAndFlush(context.alloc().buffer().writeByte(greeting));
                }

                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    var _ = context.writeAndFlush(message);
                }

                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    var _ = context.writeAndFlush(context.alloc().buffer().writeByte('Z'))
                            .addListener(done -> {
                                var _ = context.close();
                            });
                }
            });
        }
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.values())
                .filter(transport -> transport.missing().isEmpty());
    }

    private static Door door(char greeting, String ip, int port, Limit most, boolean reusePort) {
        SocketSpec socket = new SocketSpec(
                new InetSocketAddress(ip, port), 16, 100, most, reusePort, false, Optional.empty(), false);
        return new Door("door-" + greeting, socket, new Echo(greeting));
    }

    private static Door door(char greeting, int port) {
        return door(greeting, "127.0.0.1", port, Limit.INFINITY, false);
    }

    private Listeners listeners(Transport transport, Door... doors) {
        Loops loops = Loops.start(transport, 2);
        open.add(loops);
        Listeners listeners = ((Listeners.Opening.Opened) Listeners.open(List.of(doors), loops)).listeners();
        open.add(() -> {
            listeners.stopAccepting();
            listeners.abort();
        });
        return listeners;
    }

    private Listeners listeners(Door... doors) {
        return listeners(Transport.usual(), doors);
    }

    private static void make(Listeners listeners, Change... changes) {
        ((Staging.Ready) listeners.stage(List.of(changes))).changes().commit();
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(LOOPBACK, port), 10_000);
        return socket;
    }

    private static char hear(Socket socket) throws IOException {
        return (char) socket.getInputStream().read();
    }

    /** A port that nobody uses at any address. */
    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** With the JDK's selector a newcomer may still find the socket that is being closed. */
    private char hearWhenSettled(int port) throws IOException {
        for (int round = 0; round < 100; round++) {
            try {
                return hear(connect(port));
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
        throw new AssertionError("the old socket stays");
    }

    /** What a newcomer hears although a socket at this port is being closed. */
    private char heard(Transport transport, int port) throws IOException {
        return transport == Transport.NIO ? hearWhenSettled(port) : hear(connect(port));
    }

    private static void assertAlive(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        assertThat(hear(socket)).isEqualTo('?');
    }

    @ParameterizedTest
    @MethodSource("transports")
    void newConnectionsGetTheNewDoorAndOldOnesKeepTheirs(Transport transport) throws IOException {
        Listeners listeners = listeners(transport, door('a', 0));
        Listener listener = listeners.all().getFirst();
        int port = listener.address().getPort();
        Socket old = connect(port);
        assertThat(hear(old)).isEqualTo('a');

        make(listeners, new Change.Adapt(listener, door('b', 0)));

        assertThat(hear(connect(port))).isEqualTo('b');
        assertAlive(old);
        assertThat(listener.name()).isEqualTo("door-b");
        assertThat(listener.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void socketsAreBoundAnewOnTheSamePort(Transport transport) throws IOException {
        Listeners listeners = listeners(transport, door('a', 0));
        Listener listener = listeners.all().getFirst();
        int port = listener.address().getPort();
        Socket old = connect(port);
        assertThat(hear(old)).isEqualTo('a');

        make(listeners, new Change.Rebind(listener, door('b', "127.0.0.1", 0, Limit.INFINITY, true)));
        make(listeners, new Change.Rebind(listener, door('c', 0)));

        assertThat(listener.address().getPort()).isEqualTo(port);
        assertThat(hear(connect(port))).isEqualTo('c');
        assertAlive(old);
        assertThat(listeners.all()).containsExactly(listener);
        assertRefused(listeners, new Change.Open(door('x', port)));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aPortGoesFromOneAddressToAll(Transport transport) throws IOException {
        Listeners listeners = listeners(transport, door('a', free()));
        Listener listener = listeners.all().getFirst();
        int port = listener.address().getPort();
        Socket old = connect(port);
        assertThat(hear(old)).isEqualTo('a');

        make(listeners, new Change.Open(door('b', "0.0.0.0", port, Limit.INFINITY, false)), new Change.Close(listener));

        assertThat(heard(transport, port)).isEqualTo('b');
        assertAlive(old);
        assertRefused(listeners, new Change.Open(door('x', port)));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everythingStaysAsItWasIfAPortCannotBeBound(Transport transport) throws IOException {
        Listeners listeners = listeners(transport, door('a', 0), door('b', 0));
        Listener first = listeners.all().getFirst();
        Listener second = listeners.all().getLast();
        Socket old = connect(first.address().getPort());
        assertThat(hear(old)).isEqualTo('a');
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(LOOPBACK, 0));

            Staging staging = listeners.stage(List.of(
                    new Change.Rebind(first, door('c', 0)),
                    new Change.Close(second),
                    new Change.Open(door('d', taken.getLocalPort()))));

            assertThat(((Staging.Failed) staging).fault())
                    .hasToString("cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + " for door-d: another program already listens there; stop it or choose another port");
        }
        assertAlive(old);
        assertThat(heard(transport, first.address().getPort())).isEqualTo('a');
        assertThat(hear(connect(second.address().getPort()))).isEqualTo('b');
        assertRefused(listeners, new Change.Open(door('x', first.address().getPort())));
    }

    private static void assertRefused(Listeners listeners, Change change) {
        assertThat(listeners.stage(List.of(change))).isInstanceOf(Staging.Failed.class);
    }

    @Test
    void nobodyIsAcceptedBeforeTheChangeIsMade() throws Exception {
        Listeners listeners = listeners(door('a', 0));
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        Staging staging = listeners.stage(List.of(new Change.Open(door('b', port))));

        Socket early = connect(port);
        // Both loops have looked at their sockets since.
        listeners.loops().group().forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        assertThat(early.getInputStream().available()).isZero();
        assertThat(listeners.connections()).isZero();
        ((Staging.Ready) staging).changes().commit();

        assertThat(hear(early)).isEqualTo('b');
    }

    @Test
    void connectionsOfAClosedListenerLiveOnAndAreToldToGoWithTheOthers() throws IOException {
        Listeners listeners = listeners(door('a', 0), door('b', 0));
        Listener closing = listeners.all().getFirst();
        Socket socket = connect(closing.address().getPort());
        assertThat(hear(socket)).isEqualTo('a');

        make(listeners, new Change.Close(closing));
        assertAlive(socket);
        assertThat(listeners.all()).extracting(Listener::name).containsExactly("door-b");
        assertThat(listeners.connections()).isEqualTo(1);
        listeners.stopAccepting();
        listeners.dismiss(Drain.NOWHERE, Duration.ZERO);

        assertThat(listeners.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(hear(socket)).isEqualTo('Z');
        assertThat(listeners.connections()).isZero();
    }

    @Test
    void whoWaitsIsLetInOnceTheLimitIsHigher() throws IOException {
        Listeners listeners = listeners(door('a', "127.0.0.1", 0, new Limit(1), false));
        Listener listener = listeners.all().getFirst();
        int port = listener.address().getPort();
        assertThat(hear(connect(port))).isEqualTo('a');
        Socket waiting = connect(port);

        make(listeners, new Change.Adapt(listener, door('b', "127.0.0.1", 0, new Limit(2), false)));

        assertThat(hear(waiting)).isEqualTo('b');
    }
}
