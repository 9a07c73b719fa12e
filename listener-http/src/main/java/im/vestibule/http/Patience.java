package im.vestibule.http;

import im.vestibule.config.HttpTimes;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bounds each part of an exchange in time, and says so when one takes too long. In front of what reads requests. */
final class Patience extends ChannelInboundHandlerAdapter {
    /** The client has so long to close after our last word (RFC 9112 §9.6). */
    static final Duration CLOSE = Duration.ofSeconds(2);

    /** What is waited for. */
    enum Wait {
        /** The head of a request, from its first byte or from the beginning of the connection. */
        HEAD,
        /** The body of a request. */
        BODY,
        /** The next request. */
        NEXT,
        /** An answer; whoever gives it has a bound of his own. */
        ANSWER,
        /** The client to close. */
        CLOSE
    }

    /**
     * User event: this has been waited for in vain.
     *
     * @param part that was waited for
     * @param begun whether some of it has come
     */
    record Late(Wait part, boolean begun) {}

    private final HttpTimes times;
    private Wait wait = Wait.HEAD;
    private boolean begun;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> end;

    Patience(HttpTimes times) {
        this.times = times;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        begin(Wait.HEAD);
    }

    /** From now on, this is waited for. */
    void begin(Wait next) {
        wait = next;
        begun = false;
        cancel();
        ChannelHandlerContext here = context;
        if (next != Wait.ANSWER && here != null && here.channel().isActive()) {
            end = here.executor()
                    .schedule(
                            () -> here.fireUserEventTriggered(new Late(next, begun)),
                            time(next).toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private Duration time(Wait part) {
        return switch (part) {
            case HEAD -> times.header();
            case BODY -> times.body();
            case NEXT -> times.keepalive();
            case CLOSE -> CLOSE;
            case ANSWER -> throw new IllegalArgumentException("not for us to bound");
        };
    }

    private void cancel() {
        Future<?> pending = end;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (wait == Wait.NEXT) {
            begin(Wait.HEAD);
        }
        begun = true;
        context.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }
}
