package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.admin.Caller;
import im.vestibule.admin.status.Live;
import im.vestibule.config.HandlerSpec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code status}: a page that shows an operator how the server is. What it shows comes as events, or as one answer for whom
 * no events reach.
 */
final class StatusPage implements Endpoint {
    private static final String FOLDER = "/status/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /** By their names under {@link #FOLDER}, which they are asked for by, too. They tell nothing, so anybody may have them. */
    private static final Map<String, String> FILES = Map.of(
            "status.css", "text/css; charset=utf-8",
            "status.js", "text/javascript; charset=utf-8",
            "plot.js", "text/javascript; charset=utf-8",
            "words.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private enum Part {
        PAGE,
        NOW,
        EVENTS
    }

    private final Part part;
    private final Asset page;
    private final Optional<HandlerSpec.Credentials> credentials;
    private final Gate gate;
    private final Live live;

    private StatusPage(Part part, Asset page, Optional<HandlerSpec.Credentials> credentials, Gate gate, Live live) {
        this.part = part;
        this.page = page;
        this.credentials = credentials;
        this.gate = gate;
        this.live = live;
    }

    static Stream<Place> places(HandlerSpec.StatusPage spec, Gate gate, Live live) {
        HandlerSpec.Route route = spec.route();
        String base = Asset.below(route.path());
        Asset page = Asset.page(FOLDER + "index.html", Map.of("base", base), POLICY);
        Stream<Place> parts = Stream.of(Part.values()).map(part -> {
            String path = switch (part) {
                case PAGE -> route.path();
                case NOW -> base + "now";
                case EVENTS -> base + "events";
            };
            return new Place(route.host(), path, new StatusPage(part, page, spec.credentials(), gate, live));
        });
        return Stream.concat(parts, Asset.files(route.host(), base, FOLDER, FILES, POLICY));
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public void on(Exchange exchange) {
        Request request = exchange.request();
        boolean near = credentials.isPresent() || Nearness.claims(request);
        // A link from elsewhere may lead to the page; what a page elsewhere asks for itself is another matter.
        if (!near || (part != Part.PAGE && CrossSite.sends(request))) {
            exchange.answer(Guarded.of(Answers.of(Status.FORBIDDEN)));
            return;
        }
        Authenticator who = new Authenticator.Admin(credentials);
        switch (part) {
            case PAGE -> {
                String known = request.header(HttpHeaderNames.IF_NONE_MATCH);
                gate.admit(exchange, who, login -> answer(login, () -> page.answer(known)));
            }
            case NOW -> gate.admit(exchange, who, login -> answer(login, this::now));
            case EVENTS -> gate.open(exchange, who, this::refusal, this::begin);
        }
    }

    private Response answer(Login login, Supplier<Response> wanted) {
        return refusal(login).orElseGet(wanted);
    }

    private Optional<Response> refusal(Login login) {
        return switch (login) {
            case Login.In(Caller.Admin _) -> Optional.empty();
            case Login.In _, Login.Wrong _ -> Optional.of(Guarded.of(Answers.of(Status.UNAUTHORIZED)));
            case Login.Malformed _ -> Optional.of(Guarded.of(Answers.of(Status.BAD_REQUEST)));
            case Login.Unavailable _ -> Optional.of(Guarded.of(Answers.of(Status.SERVICE_UNAVAILABLE)));
        };
    }

    private Response now() {
        return Guarded.data(Status.OK, "application/json", live.now().getBytes(UTF_8));
    }

    private void begin(Exchange exchange) {
        EventStream stream =
                exchange.stream(Optional.empty(), new Response.Header("cross-origin-resource-policy", "same-origin"));
        if (!stream.isOver()) {
            Thread.ofVirtual().name("status").start(() -> watch(exchange, stream));
        }
    }

    private void watch(Exchange exchange, EventStream stream) {
        Optional<Runnable> leave = live.watch(text -> {
            boolean _ = stream.send(Event.of(text));
        });
        if (leave.isEmpty()) {
            boolean _ = stream.send(new Event("full", "", ""));
            stream.end();
            return;
        }
        exchange.loop().execute(() -> exchange.whenGone(() -> Thread.ofVirtual().start(leave.get())));
    }
}
