package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.xmpp.Cause;
import im.vestibule.xmpp.SendTimeout;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes on a client that takes nothing of what waits for it. */
final class SlowReaderHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(SlowReaderHandler.class);

    private final HttpDoor door;
    private @Nullable SendTimeout timeout;

    SlowReaderHandler(HttpDoor door) {
        this.door = door;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout = new SendTimeout(context, door.times().send(), () -> cutOff(context));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.changed();
        }
        context.fireChannelWritabilityChanged();
    }

    private void cutOff(ChannelHandlerContext context) {
        Channel channel = context.channel();
        // Of a stream of HTTP/2 nothing can be said about its connection.
        if (!(channel instanceof Http2StreamChannel)) {
            Connection.of(channel)
                    .on(log.atDebug())
                    .addKeyValue("reason", "it reads nothing")
                    .log("connection_lost");
            door.streams().closed().add(Cause.SEND_TIMEOUT);
            // Or the kernel would keep for minutes what waits there.
            boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var _ = context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.stop();
        }
    }
}
