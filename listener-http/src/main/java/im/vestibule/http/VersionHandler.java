package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.tls.TlsHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees by a connection's first bytes whether it speaks HTTP/2 (RFC 9113 §3.4) or HTTP/1.1. Whoever has agreed on HTTP/2 by ALPN
 * begins with the same words as who knows beforehand that we speak it.
 */
final class VersionHandler extends ByteToMessageDecoder {
    private static final ByteBuf PREFACE = Unpooled.unreleasableBuffer(
                    Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII))
            .asReadOnly();

    private static final Logger log = LoggerFactory.getLogger(VersionHandler.class);

    private final HttpDoor door;

    VersionHandler(HttpDoor door) {
        this.door = door;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
        int length = Math.min(bytes.readableBytes(), PREFACE.readableBytes());
        if (!PREFACE.slice(0, length).equals(bytes.slice(bytes.readerIndex(), length))) {
            HttpPipeline.http1(context.pipeline(), door);
            context.pipeline().remove(this);
        } else if (length == PREFACE.readableBytes()) {
            HttpPipeline.http2(context.pipeline(), door);
            context.pipeline().remove(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        switch (event) {
            case Patience.Late _, Drain _ -> {
                var _ = context.close();
            }
            case SslHandshakeCompletionEvent handshake -> handshake(context, handshake);
            default -> super.userEventTriggered(context, event);
        }
    }

    private void handshake(ChannelHandlerContext context, SslHandshakeCompletionEvent handshake) {
        TlsHandler tls = context.pipeline().get(TlsHandler.class);
        if (handshake.isSuccess()) {
            door.streams().secured(tls);
        } else if (!Connection.of(context.channel()).refused()) {
            door.streams().notSecured(tls, handshake.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Faults.report(log, Connection.of(context.channel()), cause);
        var _ = context.close();
    }
}
