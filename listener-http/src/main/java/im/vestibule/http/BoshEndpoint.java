package im.vestibule.http;

import im.vestibule.config.BoshSpec;
import im.vestibule.config.HttpSpec;
import im.vestibule.config.Limit;
import im.vestibule.http.Response.Header;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.services.host.Host;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.LoopLocal;
import im.vestibule.xmpp.StreamDoor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** BOSH (XEP-0124, XEP-0206): what one {@code mod_bosh} table becomes. */
final class BoshEndpoint implements Endpoint {
    /** Bytes of a request's body; more are answered with 413. */
    static final int MOST_BODY = 1024 * 1024;

    /** MongooseIM has no option for it. */
    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(5);

    private static final FrameLimits TAG = new FrameLimits(8_192, 1, 0, 64);
    private static final String TYPE = "text/xml; charset=utf-8";
    private static final List<Header> HEADERS = List.of(
            new Header(HttpHeaderNames.CONTENT_TYPE, TYPE),
            new Header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.GET, HttpMethod.OPTIONS);

    private final BoshDoor door;

    private BoshEndpoint(BoshDoor door) {
        this.door = door;
    }

    /** @param listener its key in the file */
    static BoshEndpoint of(String listener, HttpSpec spec, C2sListener.Services services, BoshSessions sessions) {
        StreamDoor streams = StreamDoor.of(
                listener, spec.limits(), new Limit(MOST_BODY), true, Optional.of(STATE_TIMEOUT), services);
        return new BoshEndpoint(new BoshDoor(listener, streams, spec.limits().connectionsPerAddress(), sessions));
    }

    @Override
    public Set<HttpMethod> methods() {
        return METHODS;
    }

    @Override
    public int mostBody() {
        return MOST_BODY;
    }

    @Override
    public boolean overlaps() {
        return true;
    }

    /** @param body whole, as {@link BoshWords} writes them */
    static Response response(Status status, ByteBuf body) {
        return new Response(status, HEADERS, body);
    }

    @Override
    public void on(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.OPTIONS)) {
            exchange.answer(preflight(exchange.request()));
        } else if (!method.equals(HttpMethod.POST)) {
            exchange.answer(open(Response.text(Status.OK, "BOSH (XEP-0124) is spoken here\n")));
        } else if (!exchange.request().body().isReadable()) {
            exchange.answer(open(Response.text(Status.BAD_REQUEST, "missing request body\n")));
        } else {
            post(exchange, ByteBufUtil.getBytes(exchange.request().body()));
        }
    }

    private static Response open(Response response) {
        return response.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }

    private static Response preflight(Request request) {
        String origin = request.header(HttpHeaderNames.ORIGIN);
        return Response.of(Status.OK)
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin.isEmpty() ? "*" : origin)
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS, GET")
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
                .with(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "1728000");
    }

    private void post(Exchange exchange, byte[] body) {
        Optional<BoshTag> tag = tag(exchange.loop(), body);
        if (tag.isEmpty()) {
            exchange.answer(refusal(BoshCondition.BAD_REQUEST, false));
        } else if (tag.get().sid().isPresent()) {
            go(exchange, new BoshRequest(tag.get(), body, asker(exchange)));
        } else {
            create(exchange, new BoshRequest(tag.get(), body, asker(exchange)));
        }
    }

    /** What the body begins with, if that is right; the rest is looked at when its turn comes. */
    private static Optional<BoshTag> tag(EventLoop loop, byte[] body) {
        Framer framer =
                Framer.wrapped(TAG, Ns.CLIENT, BoshTag.NS, LoopLocal.of(loop).workspace());
        Optional<BoshTag> tag = framer.next(body, 0, body.length) == Framing.HEADER
                ? BoshTag.of(framer.frame().header(), isEmpty(body, framer.position()))
                : Optional.empty();
        framer.rest();
        return tag;
    }

    /** @param at behind the first tag */
    private static boolean isEmpty(byte[] body, int at) {
        return body[at - 2] == '/' || (at + 1 < body.length && body[at] == '<' && body[at + 1] == '/');
    }

    private static BoshRequest.Asker asker(Exchange exchange) {
        EventLoop loop = exchange.loop();
        return response -> {
            if (loop.inEventLoop()) {
                exchange.answer(response);
            } else {
                loop.execute(() -> exchange.answer(response));
            }
        };
    }

    /** Whoever guesses, and whoever comes by a link that others can listen to, hears the same (XEP-0124 §14.3). */
    private void go(Exchange exchange, BoshRequest request) {
        BoshSession session = door.sessions().find(request.tag().sid().orElseThrow());
        if (session == null || !session.takes(exchange.origin())) {
            exchange.answer(refusal(BoshCondition.ITEM_NOT_FOUND, false));
            return;
        }
        exchange.whenGone(() -> session.leave(request));
        session.come(request);
    }

    private void create(Exchange exchange, BoshRequest request) {
        BoshTag tag = request.tag();
        boolean legacy = tag.attribute("ver").isEmpty();
        Optional<String> to = tag.attribute("to");
        Host host = to.flatMap(Jid::parse)
                .map(Jid::domain)
                .map(door.streams().hosts()::find)
                .orElse(null);
        Optional<BoshSpec> spec = Optional.ofNullable(host).flatMap(Host::bosh);
        Optional<BoshTerms> terms = spec.flatMap(on -> BoshTerms.of(tag, on));
        if (to.isEmpty()) {
            exchange.answer(refusal(BoshCondition.IMPROPER_ADDRESSING, legacy));
        } else if (host == null || spec.isEmpty()) {
            exchange.answer(refusal(BoshCondition.HOST_UNKNOWN, legacy));
        } else if (terms.isEmpty()) {
            exchange.answer(refusal(BoshCondition.BAD_REQUEST, legacy));
        } else if (door.sessions().isClosed()) {
            exchange.answer(refusal(BoshCondition.SYSTEM_SHUTDOWN, legacy));
        } else {
            begin(exchange, request, host.name(), terms.get());
        }
    }

    private void begin(Exchange exchange, BoshRequest request, String host, BoshTerms terms) {
        door.sessions()
                .open(
                        door.listener(),
                        exchange.origin().connection().client(),
                        door.mostPerAddress(),
                        sid -> new BoshSession(door, sid, host, terms, request, exchange))
                .ifPresentOrElse(
                        session -> {
                            exchange.whenGone(() -> session.leave(request));
                            session.come(request);
                        },
                        () -> exchange.answer(refusal(
                                BoshCondition.POLICY_VIOLATION, terms.version().isEmpty())));
    }

    /** @param legacy whether the client knows errors of HTTP only */
    private static Response refusal(BoshCondition condition, boolean legacy) {
        return response(legacy ? condition.legacy() : Status.OK, Unpooled.wrappedBuffer(BoshWords.of(condition)));
    }
}
