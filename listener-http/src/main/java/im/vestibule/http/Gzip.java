package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** {@code protocol.compress}: text that is long enough to gain by it and short enough not to keep a loop waiting. */
final class Gzip {
    static final int LEAST = 1_024;
    static final int MOST = 256 * 1_024;

    private Gzip() {}

    /**
     * The same answer, smaller if the client takes it so (RFC 9110 §12.5.3).
     *
     * @param accepted the header
     */
    static Response compress(Response response, String accepted) {
        int size = response.body().readableBytes();
        if (size < LEAST || size > MOST || !isText(response) || !accepts(accepted)) {
            return response;
        }
        ByteBuf body = response.body();
        ByteBuf small = Unpooled.buffer(size / 2);
        try (ByteBufInputStream in = new ByteBufInputStream(body);
                GZIPOutputStream out = new GZIPOutputStream(new ByteBufOutputStream(small))) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            body.release();
        }
        return new Response(response.status(), response.headers(), small)
                .with(HttpHeaderNames.CONTENT_ENCODING, "gzip")
                .with(HttpHeaderNames.VARY, "accept-encoding");
    }

    private static boolean isText(Response response) {
        boolean encoded = response.headers().stream()
                .anyMatch(header -> HttpHeaderNames.CONTENT_ENCODING.contentEqualsIgnoreCase(header.name()));
        return !encoded
                && response.headers().stream()
                        .filter(header -> HttpHeaderNames.CONTENT_TYPE.contentEqualsIgnoreCase(header.name()))
                        .map(header -> header.value().toLowerCase(Locale.ROOT))
                        .anyMatch(type -> type.startsWith("text/")
                                || type.contains("json")
                                || type.contains("xml")
                                || type.contains("javascript"));
    }

    static boolean accepts(String header) {
        for (String coding : header.split(",", -1)) {
            String[] parts = coding.strip().toLowerCase(Locale.ROOT).split(" *; *", -1);
            if (parts[0].equals("gzip")) {
                return parts.length < 2 || !parts[1].matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }
}
