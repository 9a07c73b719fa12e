package im.vestibule.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes requests of the frames of one stream, also of those that would change its protocol (RFC 8441 §4). */
final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {
    private static final CharSequence PROTOCOL = Http2Headers.PseudoHeaderName.PROTOCOL.value();

    private @Nullable String protocol;

    StreamCodec() {
        super(true, true);
    }

    /** What the stream would be changed to, in lower case. */
    Optional<String> protocol() {
        return Optional.ofNullable(protocol);
    }

    @Override
    protected void decode(ChannelHandlerContext context, Http2StreamFrame frame, List<Object> out) throws Exception {
        if (frame instanceof Http2HeadersFrame head && head.headers().contains(PROTOCOL)) {
            protocol = head.headers().get(PROTOCOL).toString().toLowerCase(Locale.ROOT);
            out.add(connect(head.headers()));
            // What follows is no body.
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            super.decode(context, frame, out);
        }
    }

    private static HttpRequest connect(Http2Headers headers) throws Http2Exception {
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(String.valueOf(headers.method())),
                headers.path() == null ? "" : headers.path().toString());
        HttpConversionUtil.addHttp2ToHttpHeaders(0, headers, request.headers(), HttpVersion.HTTP_1_1, false, true);
        if (headers.authority() != null) {
            request.headers().set(HttpHeaderNames.HOST, headers.authority().toString());
        }
        return request;
    }
}
