package im.vestibule.http;

import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * Whether a request over loopback is meant for this machine. A page on the web can have its own name lead to a loopback
 * address and read answers then, and a proxy beside us can stand for anybody; neither says so by a name of this machine alone.
 */
final class Nearness {
    private static final String[] OF_PROXIES = {
        "forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", HttpHeaderNames.VIA.toString()
    };

    private Nearness() {}

    static boolean claims(Request request) {
        for (String header : OF_PROXIES) {
            if (request.headers().contains(header)) {
                return false;
            }
        }
        String host = request.host().replaceFirst(":[0-9]*$", "");
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
