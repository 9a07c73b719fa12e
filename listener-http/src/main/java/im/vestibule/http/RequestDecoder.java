package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads HTTP/1.1 strictly: what two servers could understand in two ways is no request (RFC 9112 §11.2). Before a request
 * there may be empty lines and nothing else.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** Bytes of a request line; longer ones are answered with 414. */
    static final int LINE = 8 * 1024;

    /** Bytes of a request's headers; more are answered with 431. */
    static final int HEADERS = 16 * 1024;

    /** Bytes that are handed on at a time. */
    private static final int CHUNK = 64 * 1024;

    private boolean between = true;
    private boolean foreign;

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE)
                .setMaxHeaderSize(HEADERS)
                .setMaxChunkSize(CHUNK)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (foreign) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        if (between && !begins(bytes, out)) {
            return;
        }
        int before = out.size();
        super.decode(context, bytes, out);
        for (int i = before; i < out.size(); i++) {
            between |= out.get(i) instanceof LastHttpContent;
        }
    }

    /** Comes to the first byte of a request, which must be that of a method. */
    private boolean begins(ByteBuf bytes, List<Object> out) {
        while (bytes.isReadable()) {
            byte first = bytes.getByte(bytes.readerIndex());
            if (first == '\r' || first == '\n') {
                bytes.skipBytes(1);
                continue;
            }
            between = false;
            if ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z')) {
                return true;
            }
            foreign = true;
            DefaultFullHttpRequest none = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
            none.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("not a method")));
            out.add(none);
            return false;
        }
        return false;
    }

    /** RFC 9112 §6.1: somebody may have tried to hide a request from a proxy in front. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("two lengths");
    }
}
