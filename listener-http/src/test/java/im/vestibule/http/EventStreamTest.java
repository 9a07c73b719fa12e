package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.core.Drain;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of events over a connection that speaks HTTP/1.1. */
class EventStreamTest {
    private static final String BEAT = "3\r\n:\n\n\r\n";

    private final HttpTally tally = new HttpTally();
    private final List<String> left = new ArrayList<>();
    private final List<EventStream> streams = new ArrayList<>();
    private final Waiting waiting = new Waiting();
    private final HttpWire wire = new HttpWire(
            tally, new Place(Place.ANY, "/events", new Streaming()), new Place(Place.ANY, "/wait", waiting));
    private final EmbeddedChannel channel = wire.channel;

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

    @AfterEach
    void close() {
        wire.close();
    }

    private String ask(String line) {
        return wire.say(line + "\r\nHost: a\r\n\r\n");
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

    @Test
    void sendsEachEventAsAPieceAndEndsProperly() {
        EventStream stream = begin();
        assertThat(tally.streams()).isEqualTo(1);
        assertThat(stream.send(new Event("", "1", "one"))).isTrue();
        assertThat(wire.heard()).isEqualTo("11\r\nid: 1\ndata: one\n\n\r\n");

        stream.send(Event.of("two"));
        stream.send(Event.of("three"));
        stream.end();
        assertThat(wire.heard()).isEqualTo("18\r\ndata: two\n\ndata: three\n\n\r\n0\r\n\r\n");
        assertThat(stream.send(Event.of("late"))).isFalse();
        assertThat(left).containsExactly("/events");
        assertThat(tally.streams()).isZero();
        assertThat(tally.answers().get(Status.OK)).isEqualTo(1);

        assertThat(ask("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404");
    }

    @Test
    void showsThatItIsAliveWhileNothingHappens() {
        begin();
        wire.pass(EventStream.BEAT);
        assertThat(wire.heard()).isEqualTo(BEAT);
        wire.pass(EventStream.BEAT);
        assertThat(wire.heard()).isEqualTo(BEAT);
    }

    @Test
    void endsAfterTheTimeWithoutAnEvent() {
        EventStream stream = begin();
        wire.pass(Duration.ofSeconds(59));
        stream.send(Event.of("x"));
        assertThat(wire.heard()).contains("data: x");
        wire.pass(Duration.ofSeconds(59));
        assertThat(stream.isOver()).isFalse();
        wire.heard();
        wire.pass(Duration.ofSeconds(1));
        assertThat(wire.heard()).isEqualTo("0\r\n\r\n");
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
        assertThat(wire.heard()).isEqualTo("0\r\n\r\n");
        assertThat(left).containsExactly("/events");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsAtOnceIfItBeginsWhileTheHouseIsEmptied() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = waiting.next();
        channel.pipeline().fireUserEventTriggered(Drain.NOWHERE);
        exchange.whenGone(() -> left.add("drained"));
        exchange.stream(Optional.empty());
        assertThat(wire.heard()).contains("connection: close").endsWith(BEAT + "0\r\n\r\n");
        assertThat(left).containsExactly("drained");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void takesOneRequestAheadAndAnswersItAfterTheEnd() {
        EventStream stream = begin();
        assertThat(ask("GET /nothing HTTP/1.1")).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();
        stream.end();
        assertThat(wire.heard()).startsWith("0\r\n\r\nHTTP/1.1 404");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void waitsForTheAnswersBeforeIt() {
        assertThat(ask("GET /wait HTTP/1.1")).isEmpty();
        assertThat(ask("GET /events HTTP/1.1")).isEmpty();
        streams.getLast().send(Event.of("x"));
        assertThat(wire.heard()).isEmpty();
        waiting.next().answer(Response.text(Status.OK, "first\n"));
        assertThat(wire.heard()).contains("first\nHTTP/1.1 200 OK").endsWith(BEAT + "9\r\ndata: x\n\n\r\n");
    }

    @Test
    void leavesChunksToThoseWhoKnowThem() {
        assertThat(ask("GET /events HTTP/1.0\r\nConnection: keep-alive"))
                .doesNotContain("chunked")
                .endsWith("\r\n\r\n:\n\n");
        streams.getLast().send(Event.of("x"));
        streams.getLast().end();
        assertThat(wire.heard()).isEqualTo("data: x\n\n");
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
            assertThat(wire.heard()).contains(half);
        }
    }

    @Test
    void closesOnWhoTakesNoSignOfLife() {
        begin();
        Dam dam = new Dam();
        channel.pipeline().addFirst(dam);
        wire.pass(EventStream.BEAT);
        assertThat(channel.isOpen()).isTrue();
        wire.pass(EventStream.BEAT);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tellsWhoAsksTooLateThatItIsOver() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = waiting.next();
        var _ = channel.close();
        EventStream stream = exchange.stream(Optional.empty());
        exchange.whenGone(() -> left.add("late"));
        assertThat(stream.isOver()).isTrue();
        assertThat(left).containsExactly("late");
    }

    @Test
    void isTheOnlyAnswer() {
        ask("GET /wait HTTP/1.1");
        Exchange exchange = waiting.next();
        exchange.stream(Optional.empty());
        exchange.answer(Response.text(Status.OK, "too much\n"));
        assertThat(wire.heard()).endsWith(BEAT);
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
