package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.core.Valve;
import im.vestibule.core.Valve.Reason;
import im.vestibule.http.Admittance.Entry;
import im.vestibule.http.Patience.Late;
import im.vestibule.http.Patience.Wait;
import im.vestibule.http.Turns.Turn;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes exchanges of requests: finds the endpoint, waits for the body within its bound, and sends answers in the order of the
 * requests. For one connection of HTTP/1.1, or one stream of HTTP/2.
 */
abstract class ExchangeHandler extends ChannelInboundHandlerAdapter implements Exchange.Carrier {
    private static final Logger log = LoggerFactory.getLogger(ExchangeHandler.class);

    private final HttpDoor door;
    private final Patience patience;
    private final Turns turns = new Turns();
    // What was made of bytes before its turn: the rest of a request.
    private final Deque<Object> held = new ArrayDeque<>(2);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Intake intake;
    private boolean resuming;
    private boolean last;
    private boolean over;

    ExchangeHandler(HttpDoor door, Patience patience) {
        this.door = door;
        this.patience = patience;
    }

    abstract boolean multiplexed();

    /** The protocol that a request would change to, in lower case; empty if it is an ordinary one. */
    abstract Optional<String> upgrade(HttpRequest request);

    /** The connection that a listener has accepted. */
    abstract Connection accepted(ChannelHandlerContext here);

    /** Whether what was read is left as it is until the exchanges before it are over. */
    abstract void hold(boolean wanted);

    /** Our last word is said; what still comes is thrown away. */
    abstract void hangUp(ChannelHandlerContext here);

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (busy() || !held.isEmpty()) {
            held.add(message);
            regulate();
        } else {
            take(message);
            regulate();
        }
    }

    /** Whether the next request has to wait: also for the client to take answers that are there. */
    private boolean busy() {
        return isBehind() || turns.isFull();
    }

    /** Whether the client has much to take yet. A stream of HTTP/2 has nothing but its one answer. */
    private boolean isBehind() {
        return !multiplexed() && !here().channel().isWritable();
    }

    private void regulate() {
        // While a stream of events goes on, reading is how one sees that the client has left.
        boolean wanted = over || !busy() || (turns.streams() && held.isEmpty());
        if (!here().isRemoved() && wanted == Valve.of(here().channel()).isShut(Reason.EXCHANGE)) {
            read(wanted);
            hold(!wanted);
        }
    }

    private void read(boolean wanted) {
        Valve valve = Valve.of(here().channel());
        if (wanted) {
            valve.open(Reason.EXCHANGE);
        } else {
            valve.shut(Reason.EXCHANGE);
        }
    }

    private void take(Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            Intake begun = intake;
            if (message instanceof HttpContent content && begun != null) {
                add(begun, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest head) {
        switch (Admittance.of(head, door.router(), this::upgrade, multiplexed())) {
            case Entry.Refused(Response answer, boolean closes) -> refuse(head, answer, closes);
            case Entry.Admitted(Intake begun) -> {
                intake = begun;
                patience.begin(Wait.BODY);
                if (HttpUtil.is100ContinueExpected(head)) {
                    var _ = here().writeAndFlush(
                                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
                }
            }
        }
    }

    /** Answers without an endpoint. */
    private void refuse(HttpRequest head, Response answer, boolean closes) {
        patience.begin(Wait.ANSWER);
        begin(Intake.refused(head, multiplexed()), head, false, closes).answer(answer);
    }

    private void add(Intake begun, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            abort(begun, Status.BAD_REQUEST);
        } else if (!begun.add(content.content(), here().alloc())) {
            abort(begun, Status.CONTENT_TOO_LARGE);
        } else if (content instanceof LastHttpContent) {
            intake = null;
            dispatch(begun);
        }
    }

    private void abort(Intake begun, Status status) {
        intake = null;
        begun.release();
        refuse(begun.head(), Answers.of(status), true);
    }

    private void dispatch(Intake ready) {
        if (ready.upgrades() && !turns.isEmpty()) {
            // It would overtake the answers to earlier requests (RFC 9112 §9.3.2).
            abort(ready, Status.BAD_REQUEST);
            return;
        }
        patience.begin(Wait.ANSWER);
        Endpoint endpoint = ready.endpoint();
        Exchange exchange =
                begin(ready.request(multiplexed()), ready.head(), endpoint.overlaps(), Admittance.isLast(ready.head()));
        try {
            endpoint.on(exchange);
        } catch (RuntimeException | Error failure) {
            exchange.abort(failure);
        } finally {
            ready.release();
        }
    }

    private Exchange begin(Request request, HttpRequest head, boolean overlaps, boolean closes) {
        Origin origin = Origin.of(accepted(here()), tls(), request.headers(), door.socket());
        Exchange exchange = new Exchange(this, request, origin);
        turns.add(new Turn(exchange, overlaps, closes, head.protocolVersion().isKeepAliveDefault()));
        return exchange;
    }

    @Override
    public EventLoop loop() {
        return here().channel().eventLoop();
    }

    @Override
    public void answered() {
        boolean wrote = false;
        for (Turn turn = turns.first(); !over && turn != null; turn = turns.first()) {
            Response ready = turn.exchange().take();
            if (ready == null) {
                break;
            }
            EventStream stream = turn.exchange().stream();
            if (stream != null && (stream.isBegun() || !stream.isOver())) {
                stream(turn, ready, stream);
                return;
            }
            turns.removeFirst();
            over = turn.last() || (last && turns.isEmpty());
            door.tally().add(ready.status());
            door.writer().write(here(), turn.exchange().request(), ready, !over);
            wrote = true;
        }
        if (wrote) {
            here().flush();
            settle();
        }
    }

    private void stream(Turn turn, Response head, EventStream stream) {
        if (stream.isBegun()) {
            return;
        }
        door.tally().add(head.status());
        boolean keeps = turn.chunked() && !turn.last() && !(last && turns.isOne());
        door.writer().begin(here(), turn.exchange().request(), head, turn.chunked(), keeps);
        stream.open(here(), door.tally(), () -> streamed(keeps));
        if (last) {
            stream.end();
        }
        regulate();
    }

    /** The stream of events whose turn it was has said its last word. */
    private void streamed(boolean keeps) {
        turns.removeFirst();
        over = !keeps || (last && turns.isEmpty());
        settle();
        answered();
    }

    private void settle() {
        if (over) {
            abandon();
            patience.begin(Wait.CLOSE);
            regulate();
            hangUp(here());
        } else {
            await();
            resume();
        }
    }

    /** The next request, if there is nothing else to wait for. */
    private void await() {
        if (turns.isEmpty() && intake == null) {
            patience.begin(isBehind() ? Wait.ANSWER : Wait.NEXT);
        }
    }

    /** Goes on with what was read before its turn. Not from within itself: there may be many. */
    private void resume() {
        if (!resuming) {
            resuming = true;
            while (!over && !busy() && !held.isEmpty()) {
                take(held.removeFirst());
            }
            resuming = false;
            regulate();
        }
    }

    /** Nobody is there any more for what was not sent. */
    private void abandon() {
        Intake begun = intake;
        if (begun != null) {
            intake = null;
            begun.release();
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        turns.leave();
    }

    /** Forgets an exchange that is not answered, but goes on by another protocol; leaves reading on. */
    void release(Exchange exchange) {
        turns.remove(exchange);
        over = true;
        abandon();
        // What was read and not taken is the other protocol's.
        read(true);
        door.tally().add(Status.SWITCHING_PROTOCOLS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case Late(Wait part, boolean begun) -> late(part, begun);
            case Drain _ -> drain();
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void late(Wait part, boolean begun) {
        Intake unfinished = intake;
        if (part == Wait.BODY && unfinished != null) {
            abort(unfinished, Status.REQUEST_TIMEOUT);
        } else if (part == Wait.HEAD && begun && !over) {
            refuse(Intake.NOTHING, Answers.of(Status.REQUEST_TIMEOUT), true);
        } else {
            var _ = here().close();
        }
    }

    private void drain() {
        last = true;
        turns.endStreams();
        if (turns.isEmpty() && intake == null) {
            over = true;
            var _ = here().close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!over) {
            await();
            resume();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        abandon();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Faults.report(log, accepted(context), cause);
        var _ = context.close();
    }

    ChannelHandlerContext here() {
        return Objects.requireNonNull(context);
    }

    HttpDoor door() {
        return door;
    }
}
