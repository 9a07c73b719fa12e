package im.vestibule.xmpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks up when a negotiation makes no progress for {@code c2s_state_timeout}, or takes longer than
 * {@code limits.pre_auth_time} in all. Input that is no progress does not count. Gone once the session is open.
 */
final class StateTimeoutHandler extends ChannelInboundHandlerAdapter {
    private final Optional<Duration> step;
    private final Optional<Duration> whole;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> pending;
    private @Nullable Future<?> last;

    StateTimeoutHandler(Optional<Duration> step, Optional<Duration> whole) {
        this.step = step;
        this.whole = whole;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        whole.ifPresent(time -> last = schedule(context, time));
        progress();
    }

    /** Starts the wait for the next step again. */
    void progress() {
        cancel(pending);
        ChannelHandlerContext here = context;
        if (here != null && !here.isRemoved()) {
            step.ifPresent(time -> pending = schedule(here, time));
        }
    }

    /** Stops the wait for the next step: it is we who keep the peer waiting. */
    void hold() {
        cancel(pending);
    }

    private static Future<?> schedule(ChannelHandlerContext context, Duration time) {
        return context.executor()
                .schedule(() -> context.fireUserEventTriggered(Expired.INSTANCE), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel(pending);
        cancel(last);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
