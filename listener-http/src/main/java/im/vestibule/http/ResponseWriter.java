package im.vestibule.http;

import im.vestibule.http.Response.Header;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** Writes answers with what every answer has. One for all connections of a listener. */
final class ResponseWriter {
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(true);

    private final String server;
    private final boolean compress;

    /**
     * @param server value of the header of that name; empty for no such header
     * @param compress where the client can and it is worth it
     */
    ResponseWriter(String server, boolean compress) {
        this.server = server;
        this.compress = compress;
    }

    /** @param keeps whether the connection stays open behind it */
    void write(ChannelHandlerContext context, Request request, Response response, boolean keeps) {
        Response sent = compress ? Gzip.compress(response, request.header(HttpHeaderNames.ACCEPT_ENCODING)) : response;
        ByteBuf body = sent.body();
        boolean bare = request.method().equals(HttpMethod.HEAD);
        HttpResponse head = bare
                ? new DefaultHttpResponse(HttpVersion.HTTP_1_1, sent.status().line(), HEADERS)
                : new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, sent.status().line(), body, HEADERS, HEADERS);
        fill(head.headers(), sent);
        if (!request.multiplexed()) {
            HttpUtil.setKeepAlive(head, keeps);
        }
        var _ = context.write(head);
        if (bare) {
            body.release();
            var _ = context.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /**
     * The head of an answer that goes on until it is ended.
     *
     * @param chunked whether the client can tell its end from that of the connection
     * @param keeps whether the connection stays open behind it
     */
    void begin(ChannelHandlerContext context, Request request, Response response, boolean chunked, boolean keeps) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status().line(), HEADERS);
        name(head.headers());
        // Proxies must not collect it.
        head.headers()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff")
                .set("x-accel-buffering", "no");
        response.headers().forEach(header -> head.headers().set(header.name(), header.value()));
        if (!request.multiplexed()) {
            HttpUtil.setTransferEncodingChunked(head, chunked);
            HttpUtil.setKeepAlive(head, keeps);
        }
        var _ = context.write(head);
    }

    /** The head of an answer that another protocol follows. */
    HttpResponse head(Response response) {
        // Full, or the encoder would expect a body.
        HttpResponse head = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, response.status().line(), Unpooled.EMPTY_BUFFER, HEADERS, HEADERS);
        name(head.headers());
        response.headers().forEach(header -> head.headers().set(header.name(), header.value()));
        return head;
    }

    private void fill(HttpHeaders headers, Response response) {
        name(headers);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store").set("x-content-type-options", "nosniff");
        if (response.status() != Status.NO_CONTENT && response.status() != Status.NOT_MODIFIED) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.body().readableBytes());
        }
        for (Header header : response.headers()) {
            headers.set(header.name(), header.value());
        }
    }

    private void name(HttpHeaders headers) {
        if (!server.isEmpty()) {
            headers.set(HttpHeaderNames.SERVER, server);
        }
        headers.set(HttpHeaderNames.DATE, Dates.now());
    }
}
