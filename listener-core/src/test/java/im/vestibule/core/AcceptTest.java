package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import im.vestibule.config.Config;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Listeners.Opening;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the options of a listening socket do, read from a file. */
class AcceptTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Queue<Channel> accepted = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Listener.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void hear() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        logger.detachAppender(log);
    }

    private Listener listen(int loops, String... options) {
        return listen(loops(loops), options);
    }

    private Loops loops(int count) {
        Loops loops = Loops.start(Transport.usual(), count);
        open.add(loops);
        return loops;
    }

    private Listener listen(Loops loops, String... options) {
        Door door = new Door("listen.c2s[0]", socket(options), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                accepted.add(channel);
            }
        });
        Opening opening = Listeners.open(List.of(door), loops);
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        Listeners listeners = ((Opening.Opened) opening).listeners();
        open.add(() -> {
            listeners.stopAccepting();
            listeners.abort();
        });
        return listeners.all().getFirst();
    }

    private static SocketSpec socket(String... options) {
        String toml = """
                [general]
                  hosts = ["door.test"]
                  default_server_domain = "door.test"
                [auth.internal]
                [[listen.c2s]]
                  port = 0
                """;
        return Config.read(toml + String.join("\n", options), Path.of(""), "test")
                .config()
                .orElseThrow()
                .listen()
                .c2s()
                .getFirst()
                .socket();
    }

    private Socket connect(Listener listener) throws IOException {
        return connect("127.0.0.1", listener.address().getPort(), 10_000);
    }

    private Socket connect(String ip, int port, int patience) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(new InetSocketAddress(ip, port), patience);
        return socket;
    }

    private void awaitAccepted(int count) {
        while (accepted.size() < count) {
            Thread.onSpinWait();
        }
    }

    /** Linux holds one more than it is told. */
    @ParameterizedTest
    @ValueSource(ints = {3, 9})
    void backlogIsWhatTheKernelHoldsBeforeItIsAccepted(int backlog) throws IOException {
        Listener listener = listen(
                1, "ip_address = '127.0.0.1'", "max_connections = 1", "num_acceptors = 1", "backlog = " + backlog);
        connect(listener);
        awaitAccepted(1);

        int waiting = 0;
        try {
            while (waiting < 100) {
                connect("127.0.0.1", listener.address().getPort(), 500);
                waiting++;
            }
        } catch (SocketTimeoutException full) {
            assertThat(full).isNotNull();
        }

        assertThat(waiting).isEqualTo(backlog + 1);
        assertThat(listener.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "5, 5", "100, 12"})
    void numAcceptorsBoundsWhatIsAcceptedInOneGo(int acceptors, int atOnce) throws Exception {
        Listener listener = listen(1, "ip_address = '127.0.0.1'", "num_acceptors = " + acceptors);
        connect(listener);
        awaitAccepted(1);
        Channel server = accepted.element().parent();
        Goes goes = new Goes();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        server.eventLoop().execute(() -> {
            server.pipeline().addFirst(goes);
            begun.countDown();
            await(busy);
        });
        await(begun);
        for (int i = 0; i < 12; i++) {
            connect(listener);
        }
        busy.countDown();
        awaitAccepted(13);

        assertThat(server.eventLoop().submit(() -> goes.most).get()).isEqualTo(atOnce);
    }

    /** The most connections that a server channel has accepted before it let others have their turn. */
    private static final class Goes extends ChannelInboundHandlerAdapter {
        private int run;
        private int most;

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            most = Math.max(most, ++run);
            server.fireChannelRead(accepted);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext server) {
            run = 0;
            server.fireChannelReadComplete();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** So that the kernel finds out in the end who is gone without a word. */
    @Test
    void everyConnectionHasKeepaliveAndSendsAtOnce() throws IOException {
        Listener listener = listen(1, "ip_address = '127.0.0.1'");
        connect(listener);
        awaitAccepted(1);

        ChannelConfig config = accepted.element().config();
        assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(config.getOption(ChannelOption.TCP_NODELAY)).isTrue();
    }

    @Test
    void reusePortLetsTheKernelSpreadConnectionsOverSockets() throws IOException {
        Assumptions.assumeThat(Transport.usual()).isEqualTo(Transport.EPOLL);
        Listener listener = listen(3, "ip_address = '127.0.0.1'", "reuse_port = true");
        for (int i = 0; i < 200; i++) {
            connect(listener);
        }
        awaitAccepted(200);

        var bySocket = accepted.stream().collect(Collectors.groupingBy(Channel::parent, Collectors.counting()));
        assertThat(bySocket).hasSize(3);
        assertThat(bySocket.values()).allSatisfy(count -> assertThat(count).isGreaterThan(10));
        assertThat(bySocket.keySet().stream().map(Channel::eventLoop).distinct())
                .hasSize(3);
    }

    @Test
    void maxConnectionsMakesNewcomersWaitUntilThereIsRoom() throws IOException {
        Listener listener = listen(2, "ip_address = '127.0.0.1'", "max_connections = 2", "num_acceptors = 1");
        Socket first = connect(listener);
        connect(listener);
        awaitAccepted(2);
        connect(listener);
        connect(listener);

        for (Channel server : accepted.stream().map(Channel::parent).distinct().toList()) {
            server.eventLoop().submit(() -> {}).syncUninterruptibly();
        }
        assertThat(listener.connections()).isEqualTo(2);

        first.close();
        awaitAccepted(3);
        for (Channel channel : accepted) {
            channel.close().syncUninterruptibly();
        }
        awaitAccepted(4);
        // Full three times within a minute.
        assertThat(log.list)
                .filteredOn(line -> line.getMessage().equals("listener_full"))
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs())
                        .extracting(Object::toString)
                        .containsExactly("listener=\"listen.c2s[0]\"", "max_connections=\"2\""));
    }

    @Test
    void aPlaceThatIsFreedWhileNothingCanBeAcceptedIsNotForgotten() throws Exception {
        Listener listener = listen(1, "ip_address = '127.0.0.1'", "max_connections = 1", "num_acceptors = 1");
        Socket first = connect(listener);
        awaitAccepted(1);
        Channel server = accepted.element().parent();
        server.eventLoop()
                .submit(() -> server.pipeline().fireExceptionCaught(new IOException("Too many open files")))
                .sync();
        connect(listener);

        // Full and without descriptors, then only the latter, then neither.
        assertThat(server.config().isAutoRead()).isFalse();
        first.close();
        accepted.element().closeFuture().sync();
        server.eventLoop().submit(() -> {}).sync();
        assertThat(server.config().isAutoRead()).isFalse();
        awaitAccepted(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ip_version = 4, true, false",
        "ip_version = 6, true, true",
        "ip_address = '::', true, true",
        "ip_address = '::1', false, true",
        "ip_address = '0.0.0.0', true, false"
    })
    void ipVersionAndAddressSayWhichFamiliesAreServed(String option, boolean four, boolean six) throws IOException {
        Assumptions.assumeThat(InetAddress.ofLiteral("::1").isReachable(100)).isTrue();
        int port = listen(1, option).address().getPort();

        assertThat(reaches("127.0.0.1", port)).isEqualTo(four);
        assertThat(reaches("::1", port)).isEqualTo(six);
    }

    private boolean reaches(String ip, int port) throws IOException {
        try {
            connect(ip, port, 10_000);
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }
}
