package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private final Router router = new Router(List.of(
            place("_", "/shared"),
            place("chat.door.test", "/own"),
            place("[...]door.test", "/own"),
            place(":user.example.org", "/:user/[...]"),
            place("CHAT.door.test", "/late"),
            place("_", "/own")));

    /** An endpoint that is known by where it is. */
    private record Here(String place) implements Endpoint {
        @Override
        public Set<HttpMethod> methods() {
            return Set.of();
        }

        @Override
        public void on(Exchange exchange) {}
    }

    private static Place place(String host, String path) {
        return new Place(host, path, new Here(host + path));
    }

    private String find(String host, String path) {
        return router.find(new Target(host, path, ""))
                .map(match -> match.endpoint() instanceof Here here ? here.place() : "another")
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "chat.door.test, /own, chat.door.test/own",
        "chat.door.test:5280, /late, CHAT.door.test/late",
        "chat.door.test, /shared, _/shared",
        "chat.door.test, /none, ''",
        "a.chat.door.test, /own, [...]door.test/own",
        "a.chat.door.test, /late, ''",
        "door.test, /own, [...]door.test/own",
        "elsewhere.test, /own, _/own",
        "'', /shared, _/shared",
        "alice.example.org, /alice/x, :user.example.org/:user/[...]",
        "alice.example.org, /bob/x, ''",
        "alice.example.org, /own, _/own",
    })
    void takesTheFirstHostThatFitsAndOfItsPlacesTheFirst(String host, String path, String place) {
        assertThat(find(host, path)).isEqualTo(place);
    }

    @Test
    void tellsWhatStandsForNamesInHostAndPath() {
        assertThat(router.find(new Target("alice.example.org", "/alice/a/b", "")))
                .map(Router.Match::bindings)
                .hasValue(Map.of("user", "alice", RoutePattern.REST, "a/b"));
    }
}
