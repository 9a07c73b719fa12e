package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.util.Optional;

/** The one exchange of a stream of HTTP/2. */
final class Http2Handler extends ExchangeHandler {
    Http2Handler(HttpDoor door, Patience patience) {
        super(door, patience);
    }

    @Override
    boolean multiplexed() {
        return true;
    }

    @Override
    Optional<String> upgrade(HttpRequest request) {
        return request.method().equals(HttpMethod.CONNECT)
                ? here().pipeline().get(StreamCodec.class).protocol()
                : Optional.empty();
    }

    @Override
    Connection accepted(ChannelHandlerContext here) {
        return Connection.of(here.channel().parent());
    }

    @Override
    public Optional<TlsHandler> tls() {
        return Optional.ofNullable(here().channel().parent().pipeline().get(TlsHandler.class));
    }

    /** There is one exchange, and nothing behind it. */
    @Override
    void hold(boolean wanted) {}

    /** The client need not send what is left of its request (RFC 9113 §8.1). */
    @Override
    void hangUp(ChannelHandlerContext here) {
        var _ = here.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }

    @Override
    public void takeOver(Exchange exchange, Response head, ChannelHandler next) {
        ChannelHandlerContext here = here();
        ChannelPipeline line = here.pipeline();
        HttpResponse switched = door().writer().head(head);
        // Not a full one, which would end the stream.
        var _ = here.writeAndFlush(
                new DefaultHttpResponse(switched.protocolVersion(), switched.status(), switched.headers()));
        release(exchange);
        exchange.origin().connection().speakFor(here.channel());
        line.addLast(next);
        StreamPipeline.dismantle(line);
    }
}
