package im.vestibule.xmpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks up when a peer has left much unread, or the last word, and then takes nothing of it for a while. Only its loop calls it. */
public final class SendTimeout {
    /** For a stream. */
    static final Duration USUAL = Duration.ofSeconds(30);

    private static final int LOOKS = 3;

    private final ChannelHandlerContext context;
    private final long between;
    private final Runnable stuck;
    private @Nullable Future<?> pending;
    private @Nullable Future<?> last;
    private @Nullable Object first;
    private long progress;
    private int still;

    /**
     * @param patience how long the peer may take nothing
     * @param stuck is called once it has taken nothing for so long
     */
    public SendTimeout(ChannelHandlerContext context, Duration patience, Runnable stuck) {
        this.context = context;
        between = patience.dividedBy(LOOKS).toNanos();
        this.stuck = stuck;
    }

    /** Nothing is waited for any more. */
    public void stop() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** The channel has become writable, or has ceased to be. */
    public void changed() {
        stop();
        if (isAwaited()) {
            still = 0;
            boolean _ = moves();
            schedule();
        }
    }

    /** The last word, which is to be taken however little waits with it. */
    void last(Future<?> written) {
        last = written;
        changed();
    }

    private boolean isAwaited() {
        return !context.channel().isWritable() || (last != null && !last.isDone());
    }

    private void schedule() {
        pending = context.executor().schedule(this::look, between, TimeUnit.NANOSECONDS);
    }

    /** Whether another buffer is the first that waits than when it was last looked at, or more of it is gone. */
    @SuppressWarnings("ReferenceEquality") // Another buffer with the same content is another one.
    private boolean moves() {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        Object now = waiting == null ? null : waiting.current();
        long gone = waiting == null ? 0 : waiting.currentProgress();
        boolean moves = now != first || gone != progress;
        first = now;
        progress = gone;
        return moves;
    }

    private void look() {
        pending = null;
        if (!isAwaited()) {
            return;
        }
        // Buffers are used again, so one look could take another for the same.
        still = moves() ? 0 : still + 1;
        if (still < LOOKS) {
            schedule();
        } else {
            stuck.run();
        }
    }
}
