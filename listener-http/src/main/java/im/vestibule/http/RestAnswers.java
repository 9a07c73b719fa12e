package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.admin.rest.Json;
import im.vestibule.admin.rest.Method;
import im.vestibule.admin.rest.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.List;

/** Replies of a REST API as answers of HTTP. What went wrong is a bare string of JSON, or nothing. */
final class RestAnswers {
    private RestAnswers() {}

    /** @param path that was asked for */
    static Response of(Reply reply, String path) {
        Status status = status(reply.status());
        Response answer = reply.body()
                .map(body -> Response.of(status, body.type(), body.encode()))
                .orElseGet(() -> Response.of(status));
        return Guarded.of(reply.made()
                .map(made -> answer.with(HttpHeaderNames.LOCATION, base(path) + '/' + encode(made)))
                .orElse(answer));
    }

    private static String base(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    static Response notFound() {
        return bare(Status.NOT_FOUND);
    }

    static Response options(Collection<Method> methods) {
        return allowing(bare(Status.OK), methods);
    }

    static Response notAllowed(Collection<Method> methods) {
        return allowing(bare(Status.METHOD_NOT_ALLOWED), methods);
    }

    private static Response allowing(Response answer, Collection<Method> methods) {
        List<HttpMethod> allowed = methods.stream()
                .map(method -> HttpMethod.valueOf(method.name()))
                .toList();
        return answer.with(HttpHeaderNames.ALLOW, Answers.allow(allowed));
    }

    static Response foreign() {
        return saying(Status.FORBIDDEN, "Pages of other sites may not ask");
    }

    static Response unauthorized() {
        return bare(Status.UNAUTHORIZED);
    }

    static Response malformed() {
        return saying(Status.BAD_REQUEST, "Invalid authorization header");
    }

    static Response unavailable() {
        return saying(Status.SERVICE_UNAVAILABLE, "Nobody can tell now who this is; try again later");
    }

    static Response notAcceptable() {
        return bare(Status.NOT_ACCEPTABLE);
    }

    static Response unsupported() {
        return bare(Status.UNSUPPORTED_MEDIA_TYPE);
    }

    private static Response bare(Status status) {
        return Guarded.of(Response.of(status));
    }

    private static Response saying(Status status, String words) {
        return Guarded.data(status, "application/json", Json.write(words));
    }

    private static Status status(im.vestibule.admin.rest.Status status) {
        return switch (status) {
            case OK -> Status.OK;
            case CREATED -> Status.CREATED;
            case ACCEPTED -> Status.ACCEPTED;
            case NO_CONTENT -> Status.NO_CONTENT;
            case BAD_REQUEST -> Status.BAD_REQUEST;
            case UNAUTHORIZED -> Status.UNAUTHORIZED;
            case FORBIDDEN -> Status.FORBIDDEN;
            case NOT_FOUND -> Status.NOT_FOUND;
            case CONFLICT -> Status.CONFLICT;
            case NOT_IMPLEMENTED -> Status.NOT_IMPLEMENTED;
            case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
        };
    }
}
