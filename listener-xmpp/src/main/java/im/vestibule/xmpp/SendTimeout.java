package im.vestibule.xmpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks up when a peer has left much unread and then takes nothing of it for half a minute. Only its loop calls it. */
final class SendTimeout implements Runnable {
    private static final int LOOKS = 3;
    private static final long BETWEEN_MS = 10_000;

    private final ChannelHandlerContext context;
    private final Runnable stuck;
    private @Nullable Future<?> pending;
    private @Nullable Object first;
    private long progress;
    private int still;

    SendTimeout(ChannelHandlerContext context, Runnable stuck) {
        this.context = context;
        this.stuck = stuck;
    }

    /** The channel has become writable, or has ceased to be. */
    void changed() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
        if (!context.channel().isWritable()) {
            still = 0;
            boolean _ = moves();
            schedule();
        }
    }

    private void schedule() {
        pending = context.executor().schedule(this, BETWEEN_MS, TimeUnit.MILLISECONDS);
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

    @Override
    public void run() {
        pending = null;
        // Buffers are used again, so one look could take another for the same.
        still = moves() ? 0 : still + 1;
        if (still < LOOKS) {
            schedule();
        } else {
            stuck.run();
        }
    }
}
