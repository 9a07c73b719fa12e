package im.vestibule.http;

import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Engine.Way;
import im.vestibule.admin.graphql.Question;
import im.vestibule.admin.graphql.Questions;
import im.vestibule.admin.graphql.Questions.Reading;
import im.vestibule.admin.graphql.Reply;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** GraphQL by HTTP: questions in a POST, or, if they change nothing, in a GET. */
final class GraphQlEndpoint implements Endpoint {
    /** Bytes of a question. */
    static final int MOST = 1 << 20;

    private final GraphQlDoor door;
    private final Optional<Asset> page;

    /** @param page for browsers; empty for none */
    GraphQlEndpoint(GraphQlDoor door, Optional<Asset> page) {
        this.door = door;
        this.page = page;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET, HttpMethod.POST);
    }

    @Override
    public int mostBody() {
        return MOST;
    }

    @Override
    public void on(Exchange exchange) {
        Request request = exchange.request();
        boolean posted = request.method().equals(HttpMethod.POST);
        if (!posted && page.isPresent() && Explorer.isWanted(request)) {
            // A link from elsewhere may lead to it; it tells nothing.
            page.get().on(exchange);
        } else if (CrossSite.sends(request)) {
            exchange.answer(Guarded.of(Answers.of(Status.FORBIDDEN)));
        } else if (posted && !Media.isJson(request)) {
            exchange.answer(Guarded.of(Answers.of(Status.UNSUPPORTED_MEDIA_TYPE)));
        } else {
            Supplier<Reading> reading = posted ? body(request) : () -> parameters(request);
            Way way = posted ? Way.ANY : Way.READING;
            door.gate().admit(exchange, door.who(), login -> answer(login, reading, way));
        }
    }

    private static Supplier<Reading> body(Request request) {
        byte[] body = ByteBufUtil.getBytes(request.body());
        return () -> Questions.ofJson(body);
    }

    private static Reading parameters(Request request) {
        return Parameters.of(request.query()).map(Questions::ofParameters).orElseGet(Questions::badParameters);
    }

    private Response answer(Login login, Supplier<Reading> reading, Way way) {
        return switch (login) {
            case Login.In(Caller caller) -> GraphQlAnswers.of(reply(caller, reading.get(), way));
            case Login.Wrong _ -> GraphQlAnswers.wrong();
            case Login.Malformed _ -> GraphQlAnswers.malformed();
            case Login.Unavailable _ -> GraphQlAnswers.unavailable();
        };
    }

    private Reply reply(Caller caller, Reading reading, Way way) {
        return switch (reading) {
            case Reading.Read(Question question) -> door.engine().get().ask(question, door.context(caller), way);
            case Reading.Unreadable(Reply reply) -> reply;
        };
    }
}
