package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;

/**
 * Whether a page of another site has a browser send a request, along with the password that the browser may know: by
 * {@code Origin} (RFC 6454 §7) and {@code Sec-Fetch-Site}. Who is no browser sends neither.
 */
final class CrossSite {
    private static final String FETCH_SITE = "sec-fetch-site";

    private CrossSite() {}

    static boolean sends(Request request) {
        String site = request.header(FETCH_SITE);
        String origin = request.header(HttpHeaderNames.ORIGIN);
        boolean known = site.isEmpty() || site.equals("same-origin") || site.equals("none");
        return !known || !(origin.isEmpty() || isOwn(origin.toLowerCase(Locale.ROOT), request.host()));
    }

    private static boolean isOwn(String origin, String host) {
        return origin.equals("http://" + host) || origin.equals("https://" + host);
    }
}
