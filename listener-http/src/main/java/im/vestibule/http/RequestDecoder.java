package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Where the next byte belongs. */
    private enum Part {
        BETWEEN,
        HEAD,
        BODY,
        /** What cannot be read, to the end. */
        NOTHING
    }

    private Part part = Part.BETWEEN;
    private boolean lineEnded;
    private boolean held;
    private @Nullable ChannelHandlerContext context;

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE)
                .setMaxHeaderSize(HEADERS)
                .setMaxChunkSize(CHUNK)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    /**
     * Leaves what was read as it is, or goes on with it. A few bytes can become many objects, so that nothing is read before
     * its turn.
     */
    void hold(boolean wanted) {
        boolean resumes = held && !wanted;
        held = wanted;
        ChannelHandlerContext here = context;
        if (resumes && here != null) {
            try {
                channelRead(here, Unpooled.EMPTY_BUFFER);
            } catch (Exception failure) {
                here.fireExceptionCaught(failure);
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        this.context = context;
        if (part == Part.NOTHING) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        if (held || (part == Part.BETWEEN && !begins(bytes, out))) {
            return;
        }
        int before = out.size();
        int start = bytes.readerIndex();
        super.decode(context, bytes, out);
        if (part == Part.HEAD && isFolded(bytes, start)) {
            List<Object> unread = out.subList(before, out.size());
            unread.forEach(ReferenceCountUtil::release);
            unread.clear();
            refuse(out, "a line is folded");
        }
        out.subList(before, out.size()).forEach(this::follow);
    }

    private void follow(Object read) {
        if (read instanceof DecoderResultProvider result
                && result.decoderResult().isFailure()) {
            part = Part.NOTHING;
        } else if (part != Part.NOTHING) {
            part = read instanceof LastHttpContent ? Part.BETWEEN : Part.BODY;
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
            if ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z')) {
                part = Part.HEAD;
                lineEnded = false;
                return true;
            }
            // Whoever has read nothing may not have found anything.
            bytes.skipBytes(bytes.readableBytes());
            refuse(out, "not a method");
            return false;
        }
        return false;
    }

    /** Whether a line of the head begins with white space (RFC 9112 §2.2, §5.2). */
    private boolean isFolded(ByteBuf bytes, int start) {
        boolean folded = false;
        for (int i = start; i < bytes.readerIndex() && !folded; i++) {
            byte next = bytes.getByte(i);
            folded = lineEnded && (next == ' ' || next == '\t');
            lineEnded = next == '\n';
        }
        return folded;
    }

    private void refuse(List<Object> out, String reason) {
        part = Part.NOTHING;
        DefaultFullHttpRequest none = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        none.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(reason)));
        out.add(none);
    }

    /** RFC 9112 §6.1: somebody may have tried to hide a request from a proxy in front. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("two lengths");
    }
}
