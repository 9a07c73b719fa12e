package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;

/** Makes a stream of HTTP/2 what a TCP connection is to those who speak through it (RFC 8441 §5): bytes, and their end. */
final class DataHandler extends ChannelDuplexHandler {
    private boolean ended;

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof Http2DataFrame data) {
            boolean end = data.isEndStream();
            context.fireChannelRead(data.content().retain());
            data.release();
            if (end) {
                var _ = context.channel().close();
            }
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            var _ = context.write(new DefaultHttp2DataFrame(bytes), promise);
        } else {
            var _ = context.write(message, promise);
        }
    }

    /** What the client does wrong about the stream ends it, as a broken connection would. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Http2Exception) {
            var _ = context.channel().close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!ended && context.channel().isActive()) {
            ended = true;
            var _ = context.writeAndFlush(new DefaultHttp2DataFrame(true));
        }
        var _ = context.close(promise);
    }
}
