package im.vestibule.http;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Caller;
import im.vestibule.admin.Refusal;
import im.vestibule.admin.command.Feeds;
import im.vestibule.admin.graphql.Failure;
import im.vestibule.admin.graphql.Question;
import im.vestibule.admin.graphql.Questions;
import im.vestibule.admin.graphql.Questions.Reading;
import im.vestibule.admin.graphql.Reply;
import im.vestibule.admin.graphql.Subscription;
import io.netty.handler.codec.http.HttpMethod;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Subscriptions of GraphQL by HTTP: each event is what the question comes to on that occasion. */
final class GraphQlEvents implements Endpoint {
    private final GraphQlDoor door;
    private final Feeds feeds;
    private final Optional<Duration> idle;

    /** @param idle silence after which a subscription ends; empty for never */
    GraphQlEvents(GraphQlDoor door, Feeds feeds, Optional<Duration> idle) {
        this.door = door;
        this.feeds = feeds;
        this.idle = idle;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public void on(Exchange exchange) {
        Request request = exchange.request();
        if (CrossSite.sends(request)) {
            exchange.answer(Guarded.of(Answers.of(Status.FORBIDDEN)));
            return;
        }
        String query = request.query();
        SocketAddress client = exchange.origin().connection().client();
        Ear ear = new Ear();
        door.gate()
                .open(
                        exchange,
                        door.who(),
                        login -> refusal(login, query, client, ear),
                        ready -> ear.hear(ready, idle));
    }

    /** Why there is nothing to listen to; if there is, the ear is open when this returns. */
    private Optional<Response> refusal(Login login, String query, SocketAddress client, Ear ear) {
        return switch (login) {
            case Login.In(Caller caller) -> refusal(caller, query, client, ear);
            case Login.Wrong _ -> Optional.of(GraphQlAnswers.wrong());
            case Login.Malformed _ -> Optional.of(GraphQlAnswers.malformed());
            case Login.Unavailable _ -> Optional.of(GraphQlAnswers.unavailable());
        };
    }

    private Optional<Response> refusal(Caller caller, String query, SocketAddress client, Ear ear) {
        Reading reading = Parameters.of(query).map(Questions::ofParameters).orElseGet(Questions::badParameters);
        return switch (reading) {
            case Reading.Unreadable(Reply reply) -> Optional.of(GraphQlAnswers.of(reply));
            case Reading.Read(Question question) ->
                switch (door.engine().get().subscribe(question, door.context(caller), InstantSource.system())) {
                    case Subscription.Opening.Answered(Reply reply) -> Optional.of(GraphQlAnswers.of(reply));
                    case Subscription.Opening.Opened(Subscription subscription) -> open(subscription, client, ear);
                };
        };
    }

    private Optional<Response> open(Subscription subscription, SocketAddress client, Ear ear) {
        return switch (feeds.open(subscription.account(), client, ear::take, _ -> ear.end())) {
            case Answer.Done<Feeds.Feed>(Feeds.Feed feed) -> {
                ear.begin(subscription, feed);
                yield Optional.empty();
            }
            case Answer.Refused<Feeds.Feed>(Refusal why) ->
                Optional.of(GraphQlAnswers.of(
                        Reply.of(Reply.Kind.EXECUTED, Failure.of(why.code().word(), why.message()))));
        };
    }
}
