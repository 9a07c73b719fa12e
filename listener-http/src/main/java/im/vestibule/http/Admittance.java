package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import java.util.Set;

/** Which requests reach the endpoint that they have found (RFC 9110 §9.1, §10.1.1, §15.5). */
final class Admittance {
    private Admittance() {}

    /**
     * What to say to one that does not.
     *
     * @param upgrade the protocol that it would change to
     */
    static Optional<Response> refusal(HttpRequest head, Optional<Router.Match> match, Optional<String> upgrade) {
        if (!RequestRules.isKnown(head.method())) {
            return Optional.of(Answers.of(Status.NOT_IMPLEMENTED));
        }
        boolean asksAll = head.method().equals(HttpMethod.OPTIONS) && head.uri().equals("*");
        if (asksAll) {
            return Optional.of(Response.of(Status.NO_CONTENT));
        }
        if (match.isEmpty()) {
            return Optional.of(Answers.of(Status.NOT_FOUND));
        }
        Endpoint endpoint = match.get().endpoint();
        boolean upgrades = upgrade.isPresent() && endpoint.upgrades();
        return method(head.method(), endpoint.methods(), upgrades).or(() -> body(head, endpoint.mostBody()));
    }

    private static Optional<Response> method(HttpMethod method, Set<HttpMethod> taken, boolean upgrades) {
        boolean reads = taken.contains(HttpMethod.GET);
        boolean takes = taken.contains(method)
                || (reads && method.equals(HttpMethod.HEAD))
                || (upgrades && method.equals(HttpMethod.CONNECT));
        if (takes) {
            return Optional.empty();
        }
        return Optional.of(method.equals(HttpMethod.OPTIONS) ? Answers.options(taken) : Answers.notAllowed(taken));
    }

    private static Optional<Response> body(HttpRequest head, int most) {
        String expectation = head.headers().get(HttpHeaderNames.EXPECT);
        if (expectation != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
            return Optional.of(Answers.of(Status.EXPECTATION_FAILED));
        }
        return HttpUtil.getContentLength(head, 0L) > most
                ? Optional.of(Answers.of(Status.CONTENT_TOO_LARGE))
                : Optional.empty();
    }

    /** Whether a body follows, as far as its head tells; by HTTP/2 it is then all there is. */
    static boolean hasBody(HttpRequest head, boolean multiplexed) {
        return (multiplexed && !(head instanceof LastHttpContent))
                || HttpUtil.isTransferEncodingChunked(head)
                || HttpUtil.getContentLength(head, 0L) > 0;
    }
}
