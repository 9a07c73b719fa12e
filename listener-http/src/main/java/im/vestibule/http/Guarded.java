package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;

/** Answers that are for one caller's program only, not for pages, frames or caches. */
final class Guarded {
    /** Nothing of it is ever shown, run or framed. */
    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final String CHALLENGE = "Basic realm=\"vestibule\", charset=\"UTF-8\"";

    private Guarded() {}

    static Response data(Status status, String type, byte[] body) {
        return of(Response.of(status, type, body));
    }

    static Response of(Response answer) {
        Response guarded = answer.with(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .with("referrer-policy", "no-referrer")
                .with("cross-origin-resource-policy", "same-origin");
        return answer.status() == Status.UNAUTHORIZED
                ? guarded.with(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE)
                : guarded;
    }
}
