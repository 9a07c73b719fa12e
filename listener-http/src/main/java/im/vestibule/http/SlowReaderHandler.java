package im.vestibule.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes on a client that takes nothing of what waits for it. */
final class SlowReaderHandler extends ChannelInboundHandlerAdapter {
    static final long PATIENCE_S = 30;

    private @Nullable Future<?> end;

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        cancel();
        if (!context.channel().isWritable()) {
            end = context.executor()
                    .schedule(
                            () -> {
                                var _ = context.close();
                            },
                            PATIENCE_S,
                            TimeUnit.SECONDS);
        }
        context.fireChannelWritabilityChanged();
    }

    private void cancel() {
        Future<?> pending = end;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }
}
