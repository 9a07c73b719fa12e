package im.vestibule.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.Caller;
import im.vestibule.admin.rest.Inputs.Raw;
import im.vestibule.admin.rest.Inputs.Reading;
import im.vestibule.admin.rest.RestApi.Found;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RestApiTest {
    private static final Parameter<Jid> WHO = Parameter.path("who", Kind.JID, "Who?", "{} is nobody");
    private static final Parameter<String> WHAT = Parameter.body("what", Kind.TEXT, "What?");
    private static final Parameter<Boolean> NOW = Parameter.option("now", Kind.YES_OR_NO);

    private final Route list = route(Method.GET, "/things");
    private final Route give = route(Method.POST, "/things/?who").takes(WHO, WHAT, NOW);
    private final Route one = route(Method.GET, "/things/:name");
    private final Route best = route(Method.GET, "/things/best");
    private final Route other = route(Method.DELETE, "/others/:name");
    private final RestApi api =
            new RestApi("Things", List.of(Group.of("things", list, give, one, best), Group.of("others", other)));

    private static Route route(Method method, String path) {
        return Route.of(method, path, "Does a thing", _ -> Reply.nothing());
    }

    private Found find(Method method, String... path) {
        return api.find(method, List.of(path));
    }

    @Test
    void findsTheCallOfAPath() {
        assertThat(find(Method.GET, "things")).isEqualTo(new Found.Call(list, Map.of()));
        assertThat(find(Method.GET, "things", "a b")).isEqualTo(new Found.Call(one, Map.of("name", "a b")));
        assertThat(find(Method.POST, "things", "x")).isEqualTo(new Found.Call(give, Map.of("who", "x")));
    }

    @Test
    void prefersWordsToNames() {
        assertThat(find(Method.GET, "things", "best")).isEqualTo(new Found.Call(best, Map.of()));
    }

    @Test
    void findsACallThatLacksItsLastNames() {
        assertThat(find(Method.POST, "things")).isEqualTo(new Found.Call(give, Map.of()));
    }

    @Test
    void tellsOtherMethodsFromOtherPaths() {
        assertThat(find(Method.PUT, "things")).isEqualTo(new Found.Others());
        assertThat(api.methods(List.of("things"))).containsExactly(Method.GET, Method.POST);
        assertThat(find(Method.GET, "things", "x", "y")).isEqualTo(new Found.Nothing());
        assertThat(find(Method.GET)).isEqualTo(new Found.Nothing());
        assertThat(api.methods(List.of("nothing"))).isEmpty();
    }

    @Test
    void hasOnlyTheGroupsThatAreWanted() {
        RestApi less = api.only(Optional.of(Set.of("others")));
        assertThat(less.find(Method.GET, List.of("things"))).isEqualTo(new Found.Nothing());
        assertThat(less.find(Method.DELETE, List.of("others", "x")))
                .isEqualTo(new Found.Call(other, Map.of("name", "x")));
        assertThat(api.only(Optional.empty()).routes()).hasSize(5);
    }

    private Reading read(Map<String, String> path, Map<String, String> query, String body) {
        return Inputs.read(give, new Raw(path, Optional.of(query), Octets.of(body)), new Caller.Admin());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"what\":\"x\",\"now\":true} | ''",
                "{\"what\":\"x\"} | ''",
                "{} | What?",
                "{\"what\":7} | Invalid request body",
                "{\"what\":\"x\",\"now\":\"yes\"} | Invalid request body",
                "{\"what\":\"x\",\"who\":\"a@b\"} | Invalid request body",
                "{\"what\":\"x\",\"what\":\"y\"} | Invalid request body",
                "{\"what\":null} | Invalid request body",
                "[1] | Invalid request body",
                "'' | Invalid request body",
            })
    void looksAtWhatItIsTold(String body, String fault) {
        Reading reading = read(Map.of("who", "a@b"), Map.of(), body);
        assertThat(reading instanceof Reading.Bad(Reply reply) ? reply : Reply.bad(""))
                .isEqualTo(Reply.bad(fault));
    }

    @Test
    void saysTheFirstThingThatIsWrong() {
        assertThat(read(Map.of(), Map.of(), "{}")).isEqualTo(new Reading.Bad(Reply.bad("Who?")));
        assertThat(read(Map.of("who", "@"), Map.of(), "{}")).isEqualTo(new Reading.Bad(Reply.bad("@ is nobody")));
        assertThat(read(Map.of("who", "@"), Map.of("a", "b"), ""))
                .isEqualTo(new Reading.Bad(Reply.bad("Invalid query string")));
    }

    @Test
    void describesEveryCall() {
        JsonNode description = new JsonMapper().readTree(OpenApi.of(api, "/here"));
        assertThat(description.get("paths").propertyNames())
                .containsExactly("/things", "/things/{who}", "/things/{name}", "/things/best", "/others/{name}");
        JsonNode post = description.get("paths").get("/things/{who}").get("post");
        assertThat(post.get("parameters")).hasSize(1);
        assertThat(post.get("parameters").get(0).get("required").asBoolean()).isTrue();
        JsonNode schema =
                post.get("requestBody").get("content").get("application/json").get("schema");
        assertThat(schema.get("properties").propertyNames()).containsExactly("what", "now");
        assertThat(schema.get("required")).hasSize(1);
        assertThat(post.get("responses").propertyNames()).containsExactly("204", "400", "401", "403", "503");
    }
}
