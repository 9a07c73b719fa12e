package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Listeners.Opening;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenersTest {
    private static final byte[] GREETING = {'h', 'i'};
    private static final byte[] FAREWELL = {'b', 'y', 'e'};

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /** Greets, and says goodbye when it has to. */
    private static final class Greeter extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    var _ = context.writeAndFlush(context.alloc().buffer().writeBytes(GREETING));
                }

                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    if (event instanceof Drain) {
                        var _ = context.writeAndFlush(context.alloc().buffer().writeBytes(FAREWELL))
                                .addListener(done -> {
                                    var _ = context.close();
                                });
                    }
                }
            });
        }
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.values())
                .filter(transport -> transport.missing().isEmpty());
    }

    private Loops loops(Transport transport, int count) {
        Loops loops = Loops.start(transport, count);
        open.add(loops);
        return loops;
    }

    private static Door door(String name, String ip, int port, Limit most, boolean reusePort, int acceptors) {
        InetSocketAddress address = new InetSocketAddress(ip, port);
        SocketSpec socket = new SocketSpec(address, 16, acceptors, most, reusePort, false, Optional.empty(), false);
        return new Door(name, socket, new Greeter());
    }

    private static Door door(String name, int port) {
        return door(name, "127.0.0.1", port, Limit.INFINITY, false, 100);
    }

    private Listeners opened(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        Listeners listeners = ((Opening.Opened) opening).listeners();
        open.add(() -> {
            listeners.stopAccepting();
            listeners.abort();
        });
        return listeners;
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(address, 10_000);
        open.add(socket);
        return socket;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void servesOverEveryTransportThatLoadsHere(Transport transport) throws IOException {
        Listeners listeners = opened(Listeners.open(List.of(door("a", 0)), loops(transport, 1)));

        Socket socket = connect(listeners.all().getFirst().address());

        assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(GREETING);
        assertThat(listeners.all().getFirst().connections()).isEqualTo(1);
    }

    /** Whoever has interrupted finds that it is so afterwards. */
    @Test
    void bindsThoughItsThreadWasInterrupted() {
        Thread.currentThread().interrupt();
        Opening opening = Listeners.open(List.of(door("a", 0)), loops(Transport.usual(), 1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(opened(opening).all()).hasSize(1);
    }

    @Test
    void bindsTheFamilyItIsAskedFor() throws IOException {
        Listeners listeners = opened(
                Listeners.open(List.of(door("six", "::1", 0, Limit.INFINITY, false, 1)), loops(Transport.usual(), 1)));

        InetSocketAddress address = listeners.all().getFirst().address();
        assertThat(Addresses.text(address)).startsWith("[::1]:");
        assertThat(connect(address).getInputStream().readNBytes(2)).isEqualTo(GREETING);
    }

    @Test
    void opensAllOrNothingAndSaysWhy() throws IOException {
        Loops loops = loops(Transport.usual(), 1);
        Listeners first = opened(Listeners.open(List.of(door("first", 0)), loops));
        int taken = first.all().getFirst().address().getPort();
        int free;
        try (var probe = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }

        Opening second = Listeners.open(List.of(door("good", free), door("bad", taken)), loops);

        assertThat(second).isInstanceOf(Opening.Failed.class);
        assertThat(((Opening.Failed) second).fault())
                .hasToString("cannot listen on 127.0.0.1:" + taken
                        + " for bad: another program already listens there; stop it or choose another port");
        opened(Listeners.open(List.of(door("again", free)), loops));
    }

    @Test
    void namesAnAddressThatIsNotOurs() {
        Opening opening = Listeners.open(
                List.of(door("far", "192.0.2.1", 0, Limit.INFINITY, false, 1)), loops(Transport.usual(), 1));

        assertThat(((Opening.Failed) opening).fault().reason())
                .isEqualTo("this machine has no such address; check ip_address");
    }

    @Test
    void bindsOneSocketPerLoopWithReusePort() throws IOException {
        Loops loops = loops(Transport.usual(), 3);
        List<Door> doors = List.of(
                door("per-loop", "127.0.0.1", 0, Limit.INFINITY, true, 100),
                door("per-acceptor", "127.0.0.1", 0, Limit.INFINITY, true, 2),
                door("single", "127.0.0.1", 0, Limit.INFINITY, false, 100));

        Listeners listeners = opened(Listeners.open(doors, loops));

        assertThat(listeners.all()).extracting(Listener::sockets).containsExactly(3, 2, 1);
        for (int i = 0; i < 12; i++) {
            assertThat(connect(listeners.all().getFirst().address())
                            .getInputStream()
                            .readNBytes(2))
                    .isEqualTo(GREETING);
        }
    }

    @Test
    void letsNewcomersWaitAboveTheLimitAndServesThemOnceThereIsRoom() throws Exception {
        Loops loops = loops(Transport.usual(), 1);
        Listeners listeners =
                opened(Listeners.open(List.of(door("small", "127.0.0.1", 0, new Limit(2), false, 1)), loops));
        InetSocketAddress address = listeners.all().getFirst().address();
        Socket first = connect(address);
        Socket second = connect(address);
        assertThat(first.getInputStream().readNBytes(2)).isEqualTo(GREETING);
        assertThat(second.getInputStream().readNBytes(2)).isEqualTo(GREETING);

        Socket third = connect(address);
        // The loop has looked at its sockets twice since, and left this one in the kernel's backlog.
        loops.group().next().submit(() -> {}).sync();
        loops.group().next().submit(() -> {}).sync();
        assertThat(listeners.all().getFirst().connections()).isEqualTo(2);
        assertThat(listeners.all().getFirst().state()).isEqualTo(Listener.State.SUSPENDED);
        assertThat(listeners.all().getFirst().most()).isEqualTo(new Limit(2));
        first.close();

        assertThat(third.getInputStream().readNBytes(2)).isEqualTo(GREETING);
    }

    @Test
    void saysGoodbyeToEverybodyBeforeItEnds() throws IOException {
        Listeners listeners = opened(Listeners.open(List.of(door("a", 0)), loops(Transport.usual(), 1)));
        Socket socket = connect(listeners.all().getFirst().address());
        assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(GREETING);
        Listener listener = listeners.all().getFirst();
        assertThat(listener.state()).isEqualTo(Listener.State.OPEN);

        listeners.stopAccepting();
        assertThat(listener.state()).isEqualTo(Listener.State.DRAINING);
        listeners.dismiss(Drain.NOWHERE, Duration.ZERO);

        assertThat(listeners.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(listener.state()).isEqualTo(Listener.State.CLOSED);
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(FAREWELL);
    }

    @Test
    void cutsWhoDoesNotLeaveInTime() throws IOException {
        Door stubborn = new Door("stubborn", door("x", 0).socket(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        var _ = context.writeAndFlush(context.alloc().buffer().writeBytes(GREETING));
                    }
                });
            }
        });
        Listeners listeners = opened(Listeners.open(List.of(stubborn), loops(Transport.usual(), 1)));
        Socket socket = connect(listeners.all().getFirst().address());
        assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(GREETING);

        listeners.stopAccepting();
        listeners.dismiss(Drain.NOWHERE, Duration.ZERO);

        assertThat(listeners.awaitEmpty(Duration.ofMillis(100))).isFalse();
        assertThat(listeners.abort()).isEqualTo(1);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
