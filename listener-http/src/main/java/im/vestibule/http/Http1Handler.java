package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/** The exchanges of a connection that speaks HTTP/1.1. */
final class Http1Handler extends ExchangeHandler {
    Http1Handler(HttpDoor door, Patience patience) {
        super(door, patience);
    }

    @Override
    boolean multiplexed() {
        return false;
    }

    /** RFC 9110 §7.8. */
    @Override
    Optional<String> upgrade(HttpRequest request) {
        boolean meant = request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
        return Optional.ofNullable(request.headers().get(HttpHeaderNames.UPGRADE))
                .filter(protocol -> meant)
                .map(protocol -> protocol.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    Connection accepted(ChannelHandlerContext here) {
        return Connection.of(here.channel());
    }

    @Override
    public Optional<TlsHandler> tls() {
        return Optional.ofNullable(here().pipeline().get(TlsHandler.class));
    }

    @Override
    void hold(boolean wanted) {
        here().pipeline().get(RequestDecoder.class).hold(wanted);
    }

    /** Half-closes and waits for the client: closing at once could destroy our last words on their way (RFC 9112 §9.6). */
    @Override
    void hangUp(ChannelHandlerContext here) {
        tls().ifPresent(tls -> {
            var _ = tls.closeOutbound();
        });
        if (here.channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            var _ = duplex.shutdownOutput();
        } else {
            var _ = here.close();
        }
    }

    @Override
    public void takeOver(Exchange exchange, Response head, ChannelHandler next) {
        ChannelHandlerContext here = here();
        ChannelPipeline line = here.pipeline();
        var _ = here.writeAndFlush(door().writer().head(head));
        release(exchange);
        exchange.origin().connection().speakFor(here.channel());
        line.addLast(next);
        HttpPipeline.dismantle(line);
    }
}
