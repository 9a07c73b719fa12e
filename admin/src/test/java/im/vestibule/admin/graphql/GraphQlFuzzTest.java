package im.vestibule.admin.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Engine.Way;
import im.vestibule.admin.graphql.Questions.Reading;
import im.vestibule.model.Jid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is posted: it is answered in JSON and never by a mistake of ours, and who has not said who it is learns nothing of the house. */
class GraphQlFuzzTest {
    private static final Engine ADMIN = Engine.admin(Emptiness.commands());
    private static final Engine USER = Engine.user(Emptiness.commands());
    private static final List<Caller> CALLERS = List.of(
            new Caller.Nobody(),
            new Caller.Admin(),
            new Caller.DomainAdmin("a.test"),
            new Caller.User(Jid.of("alice@a.test")));
    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<byte[]> questions() {
        return Stream.of(
                        "{ account { countUsers(domain: \\\"a.test\\\") listUsers(domain: \\\"a.test\\\") } }",
                        "mutation M($u: JID!) { account { removeUser(user: $u) { jid message } } }",
                        "query Q($d: DomainName!) { session { countSessions(domain: $d) } }",
                        "{ __schema { types { name fields { name type { ofType { name } } } } } }",
                        "{ checkAuth { authStatus domain } }",
                        "{ ...F } fragment F on AdminQuery { __typename ...F }",
                        "mutation { stanza { sendMessage(from: \\\"a@a.test\\\", to: \\\"b@a.test\\\", body: \\\"x\\\") { id } } }",
                        "{ a: __typename b: __typename @skip(if: true) @include(if: $x) }",
                        "subscription { stanza { subscribeForMessages { stanza } } }",
                        "subscription { ...A } fragment A on AdminQuery { account { countUsers(domain: \\\"a.test\\\") } }",
                        "subscription { ... on Nowhere { stanza { subscribeForMessages { stanza } } } }",
                        "{ account { countUsers(domain: \\\"\\\") ")
                .flatMap(
                        document -> Stream.of(0, 1, 3, 5)
                                .map(
                                        who -> (char) who.intValue() + "{\"query\": \"" + document
                                                + "\", \"operationName\": null, \"variables\": {\"u\": \"alice@a.test\", \"d\": \"a.test\", \"x\": 1}}"))
                .map(body -> body.getBytes(UTF_8));
    }

    /** The first byte says who asks, and where; what follows is the body. */
    @MethodSource("questions")
    @FuzzTest
    void isAnswered(byte[] bytes) {
        int how = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        byte[] body = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
        Caller caller = CALLERS.get(how % CALLERS.size());
        switch (Questions.ofJson(body)) {
            case Reading.Unreadable(Reply reply) -> {
                assertThat(reply.kind()).isEqualTo(Reply.Kind.INVALID);
                isJson(reply);
            }
            case Reading.Read(Question question) -> {
                Context context = new Context(caller, Optional.empty());
                Engine engine = (how & 4) == 0 ? ADMIN : USER;
                Reply reply = engine.ask(question, context, Way.ANY);
                assertThat(reply.kind()).isNotEqualTo(Reply.Kind.FAILED);
                isJson(reply);
                assertThat(engine.ask(question, context, Way.ANY).kind())
                        .as("the same when it is remembered")
                        .isEqualTo(reply.kind());
                assertThat(engine.ask(question, context, Way.READING).kind()).isNotEqualTo(Reply.Kind.FAILED);
            }
        }
    }

    private static void isJson(Reply reply) {
        assertThat(JSON.readValue(reply.json(), Object.class) instanceof Map<?, ?> answer
                        && Set.of("data", "errors").containsAll(answer.keySet()))
                .as(reply.json())
                .isTrue();
    }
}
