package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.HttpTimes;
import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.xmpp.StreamTally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that come while an earlier one of the same connection waits for its answer. */
class PipeliningTest {
    private static final SocketSpec SOCKET =
            new SocketSpec(new InetSocketAddress(0), 1, 1, Limit.INFINITY, false, false, Optional.empty(), false);

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n";
    private static final String UPGRADE =
            "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";

    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private final EmbeddedChannel channel = connection();

    /** Leaves the answer to the test, and lets others wait behind it. */
    private final class Waiting implements Endpoint {
        @Override
        public Set<HttpMethod> methods() {
            return Set.of(HttpMethod.GET);
        }

        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public void on(Exchange exchange) {
            waiting.add(exchange);
        }
    }

    /** Changes to another protocol at once. */
    private static final class Upgrading implements Endpoint {
        @Override
        public Set<HttpMethod> methods() {
            return Set.of(HttpMethod.GET);
        }

        @Override
        public boolean upgrades() {
            return true;
        }

        @Override
        public void on(Exchange exchange) {
            exchange.takeOver(Response.of(Status.SWITCHING_PROTOCOLS), new ChannelInboundHandlerAdapter());
        }
    }

    private EmbeddedChannel connection() {
        HttpDoor door = new HttpDoor(
                SOCKET,
                new HttpTimes(LONG, LONG, LONG, LONG),
                new Router(List.of(
                        new Place(Place.ANY, "/wait", new Waiting()),
                        new Place(Place.ANY, "/socket", new Upgrading()))),
                new ResponseWriter("", false),
                Optional.empty(),
                Optional.empty(),
                new HttpTally(),
                new StreamTally());
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.freezeTime();
        Connection.accept(connection, "listen.http[0]", new Tally());
        connection.pipeline().addLast(new HttpPipeline(door));
        return connection;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private String ask(String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, US_ASCII));
        return heard();
    }

    private String heard() {
        channel.runPendingTasks();
        StringBuilder heard = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            heard.append(part.toString(US_ASCII));
            part.release();
        }
        return heard.toString();
    }

    @Test
    void changesToAnotherProtocol() {
        assertThat(ask(UPGRADE)).startsWith("HTTP/1.1 101 ");
    }

    /** Its 101 would be taken for the answer to the first. */
    @Test
    void doesNotChangeToAnotherProtocolBeforeEarlierRequestsAreAnswered() {
        assertThat(ask(WAIT + "\r\n")).isEmpty();
        assertThat(ask(UPGRADE)).isEmpty();

        waiting.remove().answer(Response.of(Status.NO_CONTENT));
        assertThat(heard()).containsSubsequence("HTTP/1.1 204 ", "HTTP/1.1 400 ");
    }

    /** The bound on the time of a body is over with the body. */
    @Test
    void keepsTheConnectionWhileARefusalWaitsForItsTurn() {
        assertThat(ask(WAIT + "\r\n")).isEmpty();
        assertThat(ask(WAIT + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")).isEmpty();

        channel.advanceTimeBy(LONG.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        waiting.remove().answer(Response.of(Status.NO_CONTENT));
        assertThat(heard()).containsSubsequence("HTTP/1.1 204 ", "HTTP/1.1 413 ");
    }
}
