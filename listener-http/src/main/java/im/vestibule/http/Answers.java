package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Answers in a few words, which tell nothing of what was asked. */
final class Answers {
    private Answers() {}

    static Response of(Status status) {
        return Response.text(status, status.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "\n");
    }

    /** @param methods that the place has */
    static Response notAllowed(Collection<HttpMethod> methods) {
        return of(Status.METHOD_NOT_ALLOWED).with(HttpHeaderNames.ALLOW, allow(methods));
    }

    static Response options(Collection<HttpMethod> methods) {
        return Response.of(Status.NO_CONTENT).with(HttpHeaderNames.ALLOW, allow(methods));
    }

    /** RFC 9110 §10.2.1. */
    static String allow(Collection<HttpMethod> methods) {
        boolean reads = methods.contains(HttpMethod.GET);
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "))
                + (reads ? ", HEAD" : "")
                + (methods.contains(HttpMethod.OPTIONS) ? "" : ", OPTIONS");
    }
}
