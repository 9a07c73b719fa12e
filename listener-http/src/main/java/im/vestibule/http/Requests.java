package im.vestibule.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/** Which requests can be answered with a page (RFC 9110 §15.5). */
final class Requests {
    static final Page NOT_FOUND = Page.text(404, "no such page\n");
    static final Page FAILED = Page.text(500, "something is wrong here; the log has more\n");

    private Requests() {}

    /** What to say to one that cannot; nothing that comes behind it can be made sense of. */
    static Optional<Page> refusal(HttpRequest request) {
        DecoderResult result = request.decoderResult();
        if (result.isFailure()) {
            return Optional.of(
                    switch (result.cause()) {
                        case TooLongHttpLineException _ -> Page.text(414, "the request line is too long\n");
                        case TooLongHttpHeaderException _ -> Page.text(431, "the headers are too long\n");
                        case TooLongFrameException _ -> Page.text(413, "the request is too long\n");
                        default -> Page.text(400, "not HTTP/1.1\n");
                    });
        }
        if (hasBody(request)) {
            return Optional.of(Page.text(413, "no page takes a body\n"));
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Optional.of(Page.text(405, "pages can only be read\n"));
        }
        return request.uri().startsWith("/") ? Optional.empty() : Optional.of(Page.text(400, "not a path\n"));
    }

    private static boolean hasBody(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
    }

    static String path(HttpRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
