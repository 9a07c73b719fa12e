package im.vestibule.http;

import im.vestibule.xmpp.WebSocketDoor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code mod_websockets}: the handshake (RFC 6455 §4.2, RFC 7395 §3.1; by HTTP/2 RFC 8441 §5). */
final class WebSocketEndpoint implements Endpoint {
    private static final String PROTOCOL = "xmpp";
    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Each message by itself, so that neither end keeps a memory of the ones before (RFC 7692 §7.1.1). */
    private static final String DEFLATE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private final WebSocketDoor door;
    private final Optional<Set<String>> origins;
    private final boolean compress;

    /**
     * @param origins from which browsers may come; empty for any
     * @param compress whether clients may compress what they send
     */
    WebSocketEndpoint(WebSocketDoor door, Optional<Set<String>> origins, boolean compress) {
        this.door = door;
        this.origins = origins;
        this.compress = compress;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public boolean upgrades() {
        return true;
    }

    @Override
    public void on(Exchange exchange) {
        Request request = exchange.request();
        Optional<Response> refusal = refusal(request);
        if (refusal.isPresent()) {
            exchange.answer(refusal.get());
            return;
        }
        boolean packed = compress && offersDeflate(request.headers());
        Origin origin = exchange.origin();
        exchange.takeOver(head(request, packed), door.line(origin.connection(), origin.tls(), origin.secure(), packed));
    }

    private Optional<Response> refusal(Request request) {
        if (!request.upgrade().equals(Optional.of("websocket"))) {
            return Optional.of(upgrade());
        }
        if (!request.header(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(VERSION)) {
            return Optional.of(upgrade());
        }
        if (!request.multiplexed() && !isKey(request.header(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return Optional.of(Answers.of(Status.BAD_REQUEST));
        }
        if (!isWelcome(request.headers().get(HttpHeaderNames.ORIGIN))) {
            return Optional.of(Answers.of(Status.FORBIDDEN));
        }
        return speaksXmpp(request.headers())
                ? Optional.empty()
                : Optional.of(Response.text(Status.BAD_REQUEST, "the subprotocol here is xmpp\n"));
    }

    private static Response upgrade() {
        return Answers.of(Status.UPGRADE_REQUIRED)
                .with(HttpHeaderNames.UPGRADE, "websocket")
                .with(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Programs that are no browsers have no origin. */
    private boolean isWelcome(@Nullable String origin) {
        return origins.isEmpty() || origin == null || origins.get().contains(origin.toLowerCase(Locale.ROOT));
    }

    private static boolean speaksXmpp(HttpHeaders headers) {
        return each(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).anyMatch(PROTOCOL::equalsIgnoreCase);
    }

    /** Whether one of its offers lets us do without memory; a window of the server's own is of no use then. */
    private static boolean offersDeflate(HttpHeaders headers) {
        return each(headers, HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)
                .map(offer -> List.of(offer.toLowerCase(Locale.ROOT).split(" *; *", -1)))
                .anyMatch(offer -> offer.getFirst().equals("permessage-deflate")
                        && offer.stream().skip(1).allMatch(WebSocketEndpoint::isHarmless));
    }

    private static boolean isHarmless(String parameter) {
        return parameter.equals("client_max_window_bits")
                || parameter.matches("client_max_window_bits *= *\"?(8|9|1[0-5])\"?")
                || parameter.equals("client_no_context_takeover")
                || parameter.equals("server_no_context_takeover");
    }

    private static Stream<String> each(HttpHeaders headers, CharSequence name) {
        return headers.getAll(name).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip);
    }

    private static Response head(Request request, boolean packed) {
        Response head = request.multiplexed()
                ? Response.of(Status.OK)
                : Response.of(Status.SWITCHING_PROTOCOLS)
                        .with(HttpHeaderNames.UPGRADE, "websocket")
                        .with(HttpHeaderNames.CONNECTION, "Upgrade")
                        .with(
                                HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                                accept(request.header(HttpHeaderNames.SEC_WEBSOCKET_KEY)));
        Response named = head.with(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, PROTOCOL);
        return packed ? named.with(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, DEFLATE) : named;
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
