package im.vestibule.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be right about any request (RFC 9112 §3, §6; RFC 9110 §7.2). */
final class RequestRules {
    /** Header lines of a request. */
    static final int LINES = 100;

    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.PATCH,
            HttpMethod.CONNECT,
            HttpMethod.TRACE);

    private RequestRules() {}

    /** Why it cannot be read, so that nothing that comes behind it on the connection can be either. */
    static Optional<Status> fault(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(
                    switch (request.decoderResult().cause()) {
                        case TooLongHttpLineException _ -> Status.URI_TOO_LONG;
                        case TooLongHttpHeaderException _ -> Status.HEADERS_TOO_LARGE;
                        case TooLongFrameException _ -> Status.CONTENT_TOO_LARGE;
                        default -> Status.BAD_REQUEST;
                    });
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(Status.VERSION_NOT_SUPPORTED);
        }
        if (request.headers().size() > LINES) {
            return Optional.of(Status.HEADERS_TOO_LARGE);
        }
        return framing(request).or(() -> host(request));
    }

    private static Optional<Status> framing(HttpRequest request) {
        List<String> coding = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding.isEmpty()) {
            return Optional.empty();
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0) || coding.size() > 1) {
            return Optional.of(Status.BAD_REQUEST);
        }
        return coding.getFirst().equalsIgnoreCase("chunked") ? Optional.empty() : Optional.of(Status.NOT_IMPLEMENTED);
    }

    private static Optional<Status> host(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean needed = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean right = hosts.size() == 1 ? isHost(hosts.getFirst()) : hosts.isEmpty() && !needed;
        return right ? Optional.empty() : Optional.of(Status.BAD_REQUEST);
    }

    /** Whether no character is in it that neither a name, an address nor a port has. */
    static boolean isHost(String host) {
        return host.chars().allMatch(c -> c > ' ' && c < 0x7F && "/\\@?#<>\"{}|^`".indexOf(c) < 0);
    }

    static boolean isKnown(HttpMethod method) {
        return KNOWN.contains(method);
    }
}
