package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.http.Patience.Wait;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the streams of an HTTP/2 connection have in common: when it may end, and who is told when the house is emptied. */
final class StreamsHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(StreamsHandler.class);

    private final Patience patience;
    private final Set<Channel> streams = new HashSet<>();
    private boolean draining;

    StreamsHandler(Patience patience) {
        this.patience = patience;
    }

    void add(Channel stream) {
        streams.add(stream);
        patience.begin(Wait.ANSWER);
        stream.closeFuture().addListener(closed -> remove(stream));
    }

    private void remove(Channel stream) {
        streams.remove(stream);
        if (streams.isEmpty()) {
            patience.begin(Wait.NEXT);
            if (draining) {
                var _ = stream.parent().close();
            }
        }
    }

    /** What is about the whole connection, and already dealt with. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case Drain drain -> drain(context, drain);
            case Patience.Late _ -> {
                if (streams.isEmpty()) {
                    var _ = context.close();
                }
            }
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void drain(ChannelHandlerContext context, Drain drain) {
        draining = true;
        if (streams.isEmpty()) {
            var _ = context.close();
            return;
        }
        var _ = context.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        List.copyOf(streams).forEach(stream -> stream.pipeline().fireUserEventTriggered(drain));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Faults.report(log, Connection.of(context.channel()), cause);
        // Of its own exceptions HTTP/2 makes a last word, which must not be preceded by another.
        if (!(cause instanceof Http2Exception)) {
            var _ = context.close();
        }
    }
}
