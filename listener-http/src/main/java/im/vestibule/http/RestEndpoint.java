package im.vestibule.http;

import im.vestibule.admin.Caller;
import im.vestibule.admin.rest.Action;
import im.vestibule.admin.rest.Inputs;
import im.vestibule.admin.rest.Inputs.Reading;
import im.vestibule.admin.rest.Method;
import im.vestibule.admin.rest.Reply;
import im.vestibule.admin.rest.RestApi.Found;
import im.vestibule.admin.rest.Route;
import im.vestibule.model.Octets;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A REST API by HTTP: finds the call that a request is, lets its caller in, and gives it what it was told. */
final class RestEndpoint implements Endpoint {
    /** Bytes of a body. */
    static final int MOST = 1 << 20;

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);

    private final RestDoor door;

    RestEndpoint(RestDoor door) {
        this.door = door;
    }

    @Override
    public Set<HttpMethod> methods() {
        return METHODS;
    }

    @Override
    public int mostBody() {
        return MOST;
    }

    @Override
    public void on(Exchange exchange) {
        Request request = exchange.request();
        List<String> path = path(request);
        Set<Method> methods = door.api().methods(path);
        if (methods.isEmpty()) {
            exchange.answer(RestAnswers.notFound());
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            exchange.answer(RestAnswers.options(methods));
        } else if (CrossSite.sends(request)) {
            exchange.answer(RestAnswers.foreign());
        } else {
            switch (door.api().find(method(request.method()), path)) {
                case Found.Call(Route route, Map<String, String> bindings) -> call(exchange, route, bindings);
                case Found.Others _, Found.Nothing _ -> exchange.answer(RestAnswers.notAllowed(methods));
            }
        }
    }

    /** What stands behind the path of the API. */
    private static List<String> path(Request request) {
        String rest = request.bindings().getOrDefault(RoutePattern.REST, "");
        return rest.isEmpty() ? List.of() : List.of(rest.split("/", -1));
    }

    private static Method method(HttpMethod method) {
        return method.equals(HttpMethod.HEAD) ? Method.GET : Method.valueOf(method.name());
    }

    private void call(Exchange exchange, Route route, Map<String, String> bindings) {
        Request request = exchange.request();
        Inputs.Raw raw = new Inputs.Raw(
                bindings, Parameters.of(request.query()), Octets.of(ByteBufUtil.getBytes(request.body())));
        if (route.action() instanceof Action.Listen) {
            RestListener listener = new RestListener(door);
            door.gate()
                    .open(
                            exchange,
                            door.who(),
                            login -> refusal(login, request, route)
                                    .or(() -> open(listener, exchange, route, raw, login)),
                            listener::begin);
        } else {
            door.gate()
                    .admit(
                            exchange,
                            door.who(),
                            login ->
                                    refusal(login, request, route).orElseGet(() -> answer(request, route, raw, login)));
        }
    }

    /** Why a call is not even looked at. */
    private static Optional<Response> refusal(Login login, Request request, Route route) {
        return switch (login) {
            case Login.In(Caller.Nobody _), Login.Wrong _ -> Optional.of(RestAnswers.unauthorized());
            case Login.In _ -> Media.refusal(request, route);
            case Login.Malformed _ -> Optional.of(RestAnswers.malformed());
            case Login.Unavailable _ -> Optional.of(RestAnswers.unavailable());
        };
    }

    private static Response answer(Request request, Route route, Inputs.Raw raw, Login login) {
        return RestAnswers.of(reply(route, raw, caller(login)), request.path());
    }

    private static Caller caller(Login login) {
        return login instanceof Login.In(Caller caller) ? caller : new Caller.Nobody();
    }

    private static Reply reply(Route route, Inputs.Raw raw, Caller caller) {
        return switch (route.action()) {
            case Action.Lack lack -> lack.reply();
            case Action.Run(var command) ->
                switch (Inputs.read(route, raw, caller)) {
                    case Reading.Good(Inputs inputs) -> command.apply(inputs);
                    case Reading.Bad(Reply reply) -> reply;
                };
            case Action.Listen _ -> throw new IllegalStateException("a stream is no single answer");
        };
    }

    /** Begins to listen; says why not. */
    private static Optional<Response> open(
            RestListener listener, Exchange exchange, Route route, Inputs.Raw raw, Login login) {
        String path = exchange.request().path();
        return switch (Inputs.read(route, raw, caller(login))) {
            case Reading.Good(Inputs inputs) ->
                listener.open(exchange, inputs.self()).map(why -> RestAnswers.of(why, path));
            case Reading.Bad(Reply reply) -> Optional.of(RestAnswers.of(reply, path));
        };
    }
}
