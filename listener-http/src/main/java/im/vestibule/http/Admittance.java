package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which requests reach the endpoint that they have found (RFC 9110 §9.1, §10.1.1, §15.5). */
final class Admittance {
    private Admittance() {}

    /** What becomes of a request, by its head. */
    sealed interface Entry {
        record Admitted(Intake intake) implements Entry {}

        /** @param closes whether no other is read after it */
        record Refused(Response answer, boolean closes) implements Entry {}
    }

    /**
     * @param upgrade tells the protocol that a request would change to
     * @param multiplexed whether it has a stream of its own
     */
    static Entry of(
            HttpRequest head, Router router, Function<HttpRequest, Optional<String>> upgrade, boolean multiplexed) {
        Optional<Target> target = Target.of(head.uri(), head.headers().get(HttpHeaderNames.HOST, ""));
        Optional<Status> fault = RequestRules.fault(head)
                .or(() -> target.isEmpty() ? Optional.of(Status.BAD_REQUEST) : Optional.empty());
        if (fault.isPresent()) {
            return new Entry.Refused(Answers.of(fault.get()), true);
        }
        Optional<String> protocol = upgrade.apply(head);
        Optional<Router.Match> match = router.find(target.orElseThrow());
        return refusal(head, match, protocol)
                .<Entry>map(answer -> new Entry.Refused(answer, hasBody(head, multiplexed) || isLast(head)))
                .orElseGet(() ->
                        new Entry.Admitted(new Intake(head, target.orElseThrow(), match.orElseThrow(), protocol)));
    }

    /** Clients of HTTP/1.0 do not stay: many take the end of the connection for that of the answer. */
    static boolean isLast(HttpRequest head) {
        return !HttpUtil.isKeepAlive(head) || !head.protocolVersion().isKeepAliveDefault();
    }

    /**
     * What to say to one that does not.
     *
     * @param upgrade the protocol that it would change to
     */
    private static Optional<Response> refusal(
            HttpRequest head, Optional<Router.Match> match, Optional<String> upgrade) {
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
    private static boolean hasBody(HttpRequest head, boolean multiplexed) {
        return (multiplexed && !(head instanceof LastHttpContent))
                || HttpUtil.isTransferEncodingChunked(head)
                || HttpUtil.getContentLength(head, 0L) > 0;
    }
}
