package im.vestibule.admin.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.admin.Caller;
import im.vestibule.admin.command.Commands;
import im.vestibule.admin.graphql.Emptiness;
import im.vestibule.admin.rest.Inputs.Reading;
import im.vestibule.admin.rest.RestApi.Found;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked of a REST API: it is answered as its description says that it may be. */
class RestFuzzTest {
    private static final Commands COMMANDS = Emptiness.commands();
    private static final RestApi ADMIN = AdminApi.of(COMMANDS);
    private static final RestApi CLIENT = ClientApi.of(COMMANDS);
    private static final Caller ALICE = new Caller.User(Jid.of("alice@a.test"));

    /** Each call, as it is described, and some that are not. */
    static Stream<byte[]> calls() {
        Stream<String> described = Stream.of(ADMIN, CLIENT)
                .flatMap(
                        api -> api.routes().stream()
                                .map(
                                        route -> (api == ADMIN ? "a" : "c") + route
                                                + "\nlimit=1\n{\"to\": \"a@a.test\", \"caller\": \"b@a.test\","
                                                + " \"body\": \"x\", \"stanza\": \"<iq/>\", \"username\": \"u\", \"password\": \"p\"}"));
        return Stream.concat(
                        described, Stream.of("aGET /users/a.test\n\n", "cDELETE /contacts\n\n[]", "aPUT /\n\nnull"))
                .map(call -> call.getBytes(UTF_8));
    }

    /** Which API, method and path; names and values of the query; the body. */
    @MethodSource("calls")
    @FuzzTest
    void isAnsweredAsDescribed(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", 3);
        RestApi api = lines[0].startsWith("c") ? CLIENT : ADMIN;
        String head = lines[0].isEmpty() ? "" : lines[0].substring(1);
        Optional<Method> method = Arrays.stream(Method.values())
                .filter(each -> head.startsWith(each + " /"))
                .findFirst();
        if (method.isEmpty()) {
            return;
        }
        List<String> path = List.of(head.substring(head.indexOf('/') + 1).split("/", -1));
        Map<String, String> query = query(lines.length > 1 ? lines[1] : "");
        Octets body = Octets.of(lines.length > 2 ? lines[2] : "");
        assertThat(api.find(method.get(), path) instanceof Found.Call)
                .isEqualTo(api.methods(path).contains(method.get()));
        if (api.find(method.get(), path) instanceof Found.Call(Route route, Map<String, String> bindings)) {
            Caller caller = api == CLIENT ? ALICE : new Caller.Admin();
            answer(route, new Inputs.Raw(bindings, Optional.of(query), body), caller);
        }
    }

    private static Map<String, String> query(String line) {
        Map<String, String> query = new HashMap<>();
        for (String pair : line.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }

    private static void answer(Route route, Inputs.Raw raw, Caller caller) {
        Optional<Reply> reply = switch (Inputs.read(route, raw, caller)) {
            case Reading.Bad(Reply bad) -> {
                assertThat(bad.status()).isEqualTo(Status.BAD_REQUEST);
                yield Optional.of(bad);
            }
            case Reading.Good(Inputs inputs) ->
                switch (route.action()) {
                    case Action.Run(var command) -> Optional.of(command.apply(inputs));
                    case Action.Lack lack -> Optional.of(lack.reply());
                    case Action.Listen _ -> Optional.empty();
                };
        };
        reply.ifPresent(said -> {
            assertThat(route.statuses()).as("%s", route).contains(said.status());
            said.body().ifPresent(body -> assertThat(body.encode()).isNotEmpty());
        });
    }
}
