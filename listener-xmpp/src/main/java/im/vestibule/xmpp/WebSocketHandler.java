package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.core.TokenBucket;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.xmpp.C2sState.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ties a client's stream to its WebSocket. */
final class WebSocketHandler extends C2sHandler {
    /** Pings of ours that may stay without an answer. */
    static final int UNANSWERED = 2;

    /** Pings and pongs that a client may send in a second. */
    static final int PINGS = 100;

    private static final StreamError TOO_MANY = StreamError.of(Condition.POLICY_VIOLATION, "too many pings");

    private final Link link;
    private final Optional<Duration> pingRate;
    private int code = CloseCode.NORMAL;
    private int unanswered;
    private @Nullable WebSocketTransport transport;
    private @Nullable TokenBucket pings;
    private @Nullable Future<?> pinging;

    /**
     * @param link what lies below, as the stream is to see it
     * @param pingRate between pings of ours; empty for none
     */
    WebSocketHandler(C2sDoor door, LoopLocal loop, Traffic traffic, Link link, Optional<Duration> pingRate) {
        super(door, loop, traffic);
        this.link = link;
        this.pingRate = pingRate;
    }

    @Override
    C2sState begin(Connection connection) {
        return new C2sState.Fresh(link);
    }

    @Override
    StreamTransport transport(Outbox outbox) {
        WebSocketTransport made = new WebSocketTransport(outbox);
        transport = made;
        return made;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        super.handlerAdded(context);
        pingRate.ifPresent(rate -> pinging = context.executor()
                .scheduleWithFixedDelay(this::ping, rate.toNanos(), rate.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void ping() {
        if (unanswered++ == UNANSWERED) {
            stream().on(new C2sEvent.Lost());
            drop();
        } else {
            transport().control(FrameHead.PING, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        unanswered = 0;
        if (message instanceof Control control) {
            control(context, control);
        } else {
            super.channelRead(context, message);
        }
    }

    /** RFC 7395 §3.6.1. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain(var _, Optional<String> uri) && uri.isPresent()) {
            transport().elsewhere(uri.get());
            stream().ending(StreamError.of(Condition.SYSTEM_SHUTDOWN));
        } else {
            super.userEventTriggered(context, event);
        }
    }

    private void control(ChannelHandlerContext context, Control control) {
        switch (control) {
            case Control.Ping(ByteBuf payload) -> {
                if (!stream().ended() && isWithinBudget()) {
                    transport().control(FrameHead.PONG, payload);
                }
            }
            case Control.Pong() -> {
                boolean _ = isWithinBudget();
            }
            case Control.Goodbye(int reason) -> goodbye(context, reason);
            case Control.Fault(int reason, StreamError error) -> end(reason, error);
        }
    }

    private boolean isWithinBudget() {
        long now = System.nanoTime();
        TokenBucket budget = pings;
        if (budget == null) {
            budget = new TokenBucket(PINGS, now);
            pings = budget;
        }
        boolean fine = budget.tryTake(now);
        if (!fine) {
            end(CloseCode.POLICY_VIOLATION, TOO_MANY);
        }
        return fine;
    }

    private void end(int reason, StreamError error) {
        if (!stream().ended()) {
            code = reason;
            stream().on(new C2sEvent.Malformed(error));
        }
    }

    /** The peer closes: answers it if it is the first to, and leaves (RFC 6455 §5.5.1). */
    private void goodbye(ChannelHandlerContext context, int reason) {
        if (!stream().ended()) {
            stream().on(new C2sEvent.Lost(Cause.PEER_CLOSED));
            code = reason == CloseCode.NONE ? CloseCode.NORMAL : reason;
            sayGoodbye();
        }
        transport().flush();
        var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void sayGoodbye() {
        transport().control(FrameHead.CLOSE, Unpooled.copyShort(code));
    }

    @Override
    public void close() {
        sayGoodbye();
        transport().flush();
        super.close();
    }

    /** Whoever has not heard of WebSocket's goodbye is not waited for. */
    @Override
    void hangUp(ChannelHandlerContext here) {
        boolean garbled = code != CloseCode.NORMAL;
        if (garbled) {
            Goodbye.halfClose(here);
        }
        Goodbye.linger(here);
    }

    @Override
    public void secure() {
        throw new IllegalStateException("TLS has been there before the stream, or it does not come");
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        super.handlerRemoved(context);
        if (pinging != null) {
            pinging.cancel(false);
        }
    }

    private WebSocketTransport transport() {
        return Objects.requireNonNull(transport);
    }
}
