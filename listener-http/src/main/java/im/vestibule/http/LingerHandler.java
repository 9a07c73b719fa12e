package im.vestibule.http;

import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Lets our last word arrive before the connection is closed: to close with something unread would destroy it (RFC 9112 §9.6).
 * In front of HTTP/2, which says with its last word what the client has done wrong.
 */
final class LingerHandler extends ChannelDuplexHandler {
    static final long PATIENCE_MS = 500;

    private boolean closing;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (closing || !(context.channel() instanceof DuplexChannel duplex) || !duplex.isActive()) {
            closing = true;
            var _ = context.close(promise);
            return;
        }
        closing = true;
        TlsHandler tls = context.pipeline().get(TlsHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        }
        var _ = duplex.shutdownOutput();
        var _ = context.executor()
                .schedule(
                        () -> {
                            var _ = context.close(promise);
                        },
                        PATIENCE_MS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
