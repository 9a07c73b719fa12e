package im.vestibule.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bounds each part of an exchange in time, and says so when one takes too long. In front of what reads requests. */
final class Patience extends ChannelInboundHandlerAdapter {
    /** What is waited for, and for how many seconds. */
    enum Wait {
        /** The head of a request, from its first byte or from the beginning of the connection. */
        HEAD(10),
        /** The body of a request. */
        BODY(30),
        /** The next request. */
        NEXT(60),
        /** An answer; whoever gives it has a bound of his own. */
        ANSWER(0),
        /** The client to close, after our last word (RFC 9112 §9.6). */
        CLOSE(2);

        private final long seconds;

        Wait(long seconds) {
            this.seconds = seconds;
        }

        long seconds() {
            return seconds;
        }
    }

    /**
     * User event: this has been waited for in vain.
     *
     * @param part that was waited for
     * @param begun whether some of it has come
     */
    record Late(Wait part, boolean begun) {}

    private Wait wait = Wait.HEAD;
    private boolean begun;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> end;

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
                            () -> here.fireUserEventTriggered(new Late(next, begun)), next.seconds(), TimeUnit.SECONDS);
        }
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
