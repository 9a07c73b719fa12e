package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.HttpTimes;
import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.core.Tally;
import im.vestibule.xmpp.StreamTally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of events over a connection that speaks HTTP/1.1. */
class EventStreamTest {
    private static final SocketSpec SOCKET =
            new SocketSpec(new InetSocketAddress(0), 1, 1, Limit.INFINITY, false, false, Optional.empty(), false);

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String BEAT = "3\r\n:\n\n\r\n";

    private final HttpTally tally = new HttpTally();
    private final List<String> left = new ArrayList<>();
    private final List<EventStream> streams = new ArrayList<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private final EmbeddedChannel channel = connection();

    /** Answers with a stream that nobody sends anything by, and which ends after a minute of silence. */
    private final class Streaming implements Endpoint {
        @Override
        public Set<HttpMethod> methods() {
            return Set.of(HttpMethod.GET);
        }

        @Override
        public void on(Exchange exchange) {
            exchange.whenGone(() -> left.add(exchange.request().path()));
            streams.add(exchange.stream(Optional.of(Duration.ofMinutes(1)), new Response.Header("a", "b")));
        }
    }

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

    private EmbeddedChannel connection() {
        HttpDoor door = new HttpDoor(
                SOCKET,
                new HttpTimes(LONG, LONG, LONG, LONG),
                new Router(List.of(
                        new Place(Place.ANY, "/events", new Streaming()),
                        new Place(Place.ANY, "/wait", new Waiting()))),
                new ResponseWriter("", false),
                Optional.empty(),
                Optional.empty(),
                tally,
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

    private String ask(String line) {
        channel.writeInbound(Unpooled.copiedBuffer(line + "\r\nHost: a\r\n\r\n", US_ASCII));
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

    private EventStream begin() {
        String head = ask("GET /events HTTP/1.1");
        assertThat(head)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains(
                        "content-type: text/event-stream\r\n",
                        "cache-control: no-store\r\n",
                        "transfer-encoding: chunked\r\n",
                        "a: b\r\n")
                .doesNotContain("content-length")
                .endsWith("\r\n\r\n" + BEAT);
        return streams.getLast();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void sendsEachEventAsAPieceAndEndsProperly() {
        EventStream stream = begin();
        assertThat(tally.streams()).isEqualTo(1);
        assertThat(stream.send(new Event("", "1", "one"))).isTrue();
        assertThat(heard()).isEqualTo("11\r\nid: 1\ndata: one\n\n\r\n");

        stream.send(Event.of("two"));
        stream.send(Event.of("three"));
        stream.end();
        assertThat(heard()).isEqualTo("18\r\ndata: two\n\ndata: three\n\n\r\n0\r\n\r\n");
        assertThat(stream.send(Event.of("late"))).isFalse();
        assertThat(left).containsExactly("/events");
        assertThat(tally.streams()).isZero();
        assertThat(tally.answers().get(Status.OK)).isEqualTo(1);

        assertThat(ask("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404");
    }

    @Test
    void showsThatItIsAliveWhileNothingHappens() {
        begin();
        pass(EventStream.BEAT);
        assertThat(heard()).isEqualTo(BEAT);
        pass(EventStream.BEAT);
        assertThat(heard()).isEqualTo(BEAT);
    }

    @Test
    void endsAfterTheTimeWithoutAnEvent() {
        EventStream stream = begin();
        pass(Duration.ofSeconds(59));
        stream.send(Event.of("x"));
        assertThat(heard()).contains("data: x");
        pass(Duration.ofSeconds(59));
        assertThat(stream.isOver()).isFalse();
        heard();
        pass(Duration.ofSeconds(1));
        assertThat(heard()).isEqualTo("0\r\n\r\n");
        assertThat(stream.isOver()).isTrue();
        assertThat(left).containsExactly("/events");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void noticesThatTheClientLeaves() {
        EventStream stream = begin();
        assertThat(channel.config().isAutoRead()).isTrue();
        var _ = channel.close();
        assertThat(left).containsExactly("/events");
        assertThat(stream.send(Event.of("x"))).isFalse();
        assertThat(tally.streams()).isZero();
    }

    @Test
    void isEndedWhenTheHouseIsEmptied() {
        begin();
        channel.pipeline().fireUserEventTriggered(Drain.NOWHERE);
        assertThat(heard()).isEqualTo("0\r\n\r\n");
        assertThat(left).containsExactly("/events");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsAtOnceIfItBeginsWhileTheHouseIsEmptied() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = waiting.remove();
        channel.pipeline().fireUserEventTriggered(Drain.NOWHERE);
        exchange.whenGone(() -> left.add("drained"));
        exchange.stream(Optional.empty());
        assertThat(heard()).contains("connection: close").endsWith(BEAT + "0\r\n\r\n");
        assertThat(left).containsExactly("drained");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void takesOneRequestAheadAndAnswersItAfterTheEnd() {
        EventStream stream = begin();
        assertThat(ask("GET /nothing HTTP/1.1")).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();
        stream.end();
        assertThat(heard()).startsWith("0\r\n\r\nHTTP/1.1 404");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void waitsForTheAnswersBeforeIt() {
        assertThat(ask("GET /wait HTTP/1.1")).isEmpty();
        assertThat(ask("GET /events HTTP/1.1")).isEmpty();
        streams.getLast().send(Event.of("x"));
        assertThat(heard()).isEmpty();
        waiting.remove().answer(Response.text(Status.OK, "first\n"));
        assertThat(heard()).contains("first\nHTTP/1.1 200 OK").endsWith(BEAT + "9\r\ndata: x\n\n\r\n");
    }

    @Test
    void leavesChunksToThoseWhoKnowThem() {
        assertThat(ask("GET /events HTTP/1.0\r\nConnection: keep-alive"))
                .doesNotContain("chunked")
                .endsWith("\r\n\r\n:\n\n");
        streams.getLast().send(Event.of("x"));
        streams.getLast().end();
        assertThat(heard()).isEqualTo("data: x\n\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesOldClientsNothingToWaitFor() {
        assertThat(ask("GET /nothing HTTP/1.0\r\nConnection: keep-alive"))
                .startsWith("HTTP/1.1 404")
                .contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void hasOnlyAHeadForWhoAsksForNoMore() {
        assertThat(ask("HEAD /events HTTP/1.1")).contains("text/event-stream").endsWith("\r\n\r\n");
        assertThat(streams.getLast().isOver()).isTrue();
        assertThat(left).containsExactly("/events");
        assertThat(ask("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404");
    }

    @Test
    void closesOnWhomMoreWaitsForThanTheBound() {
        begin();
        channel.pipeline().addFirst(new Dam());
        EventStream stream = streams.getLast();
        String half = "x".repeat(EventStream.MOST / 2 - "data: \n\n".length());
        assertThat(stream.send(Event.of(half))).isTrue();
        assertThat(stream.send(Event.of(half))).isTrue();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        assertThat(stream.send(Event.of(""))).isFalse();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(left).containsExactly("/events");
    }

    @Test
    void closesOnWhoIsSentMoreThanTheBoundAtOnce() {
        EventStream stream = begin();
        String third = "x".repeat(EventStream.MOST / 3);
        assertThat(stream.send(Event.of(third))).isTrue();
        assertThat(stream.send(Event.of(third))).isTrue();
        assertThat(stream.send(Event.of(third))).isFalse();
        stream.end();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(left).containsExactly("/events");
    }

    @Test
    void countsOnlyWhatWaits() {
        EventStream stream = begin();
        String half = "x".repeat(EventStream.MOST / 2);
        for (int i = 0; i < 10; i++) {
            assertThat(stream.send(Event.of(half))).isTrue();
            assertThat(heard()).contains(half);
        }
    }

    @Test
    void closesOnWhoTakesNoSignOfLife() {
        begin();
        Dam dam = new Dam();
        channel.pipeline().addFirst(dam);
        pass(EventStream.BEAT);
        assertThat(channel.isOpen()).isTrue();
        pass(EventStream.BEAT);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tellsWhoAsksTooLateThatItIsOver() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = waiting.remove();
        var _ = channel.close();
        EventStream stream = exchange.stream(Optional.empty());
        exchange.whenGone(() -> left.add("late"));
        assertThat(stream.isOver()).isTrue();
        assertThat(left).containsExactly("late");
    }

    @Test
    void isTheOnlyAnswer() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = Objects.requireNonNull(waiting.poll());
        exchange.stream(Optional.empty());
        exchange.answer(Response.text(Status.OK, "too much\n"));
        assertThat(heard()).endsWith(BEAT);
        assertThatThrownBy(() -> exchange.stream(Optional.empty())).isInstanceOf(IllegalStateException.class);
    }

    /** A client that takes nothing: what is written stays on its way. */
    private static final class Dam extends ChannelOutboundHandlerAdapter {
        private final List<Object> held = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            held.add(message);
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            held.forEach(ReferenceCountUtil::release);
            var _ = context.close(promise);
        }
    }
}
