package im.vestibule.http;

import im.vestibule.admin.rest.Method;
import im.vestibule.admin.rest.Route;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which forms a request comes in, and takes its answer in (RFC 9110 §8.3, §12.5.1). */
final class Media {
    private Media() {}

    /** What to say to one that a route cannot talk with. */
    static Optional<Response> refusal(Request request, Route route) {
        if (!accepts(String.join(",", request.headers().getAll(HttpHeaderNames.ACCEPT)), route.type())) {
            return Optional.of(RestAnswers.notAcceptable());
        }
        return writes(route.method()) && !isJson(request) ? Optional.of(RestAnswers.unsupported()) : Optional.empty();
    }

    private static boolean writes(Method method) {
        return switch (method) {
            case POST, PUT, PATCH -> true;
            case GET, DELETE -> false;
        };
    }

    static boolean isJson(Request request) {
        CharSequence type = HttpUtil.getMimeType(request.header(HttpHeaderNames.CONTENT_TYPE));
        return type != null && HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(type);
    }

    /**
     * Whether a client takes a type. Of the ranges that fit, the most specific counts.
     *
     * @param accept header of that name; empty for any type
     */
    static boolean accepts(String accept, String type) {
        if (accept.isBlank()) {
            return true;
        }
        String family = type.substring(0, type.indexOf('/')) + "/*";
        return Stream.of(type, family, "*/*")
                .map(range -> wanted(accept, range))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(false);
    }

    /** What is said of this very range; empty if nothing is. */
    private static Optional<Boolean> wanted(String accept, String range) {
        return Stream.of(accept.split(",", -1))
                .map(each ->
                        each.replaceAll("[ \t]", "").toLowerCase(Locale.ROOT).split(";", -1))
                .filter(parts -> parts[0].equals(range))
                .map(parts -> Stream.of(parts).skip(1).noneMatch(part -> part.matches("q=0(\\.0{0,3})?")))
                .findFirst();
    }
}
