package im.vestibule.admin.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.Caller;
import im.vestibule.admin.command.Commands;
import im.vestibule.admin.graphql.Engine.Way;
import im.vestibule.admin.graphql.Operations.Operation;
import im.vestibule.model.Jid;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask for what: every operation by every caller, however it is hidden in a document. */
class PermissionsTest {
    private static final Commands COMMANDS = Emptiness.commands();
    private static final Engine ADMIN = Engine.admin(COMMANDS);
    private static final Engine USER = Engine.user(COMMANDS);

    private static final Caller NOBODY = new Caller.Nobody();
    private static final Caller GLOBAL = new Caller.Admin();
    private static final Caller OWN = new Caller.DomainAdmin("a.test");
    private static final Caller OTHER = new Caller.DomainAdmin("b.test");
    private static final Caller ROMEO = new Caller.User(Jid.of("romeo@a.test"));

    static Stream<Operation> administrators() {
        return new Operations(ADMIN.schema()).all();
    }

    static Stream<Operation> users() {
        return new Operations(USER.schema()).all();
    }

    /** The operation by itself, and in the company of what anybody may ask. */
    private static List<String> disguises(Operation operation, String root) {
        String kind = operation.kind();
        String category = operation.category();
        String call = operation.call();
        String group = root + capital(kind);
        List<String> all = new ArrayList<>(List.of(
                operation.document(),
                kind + " { x: " + category + " { y: " + call + " } }",
                kind + " { ...F } fragment F on " + group + " { " + category + " { " + call + " } }",
                kind + " { ...F } fragment F on " + group + " { ...G } fragment G on " + group + " { " + category
                        + " { " + call + " } }",
                kind + " { ... on " + group + " { " + category + " { ... { " + call + " } } } }"));
        // What is subscribed to may not depend on anything.
        if (!kind.equals("subscription")) {
            all.add(kind + " ($no: Boolean = false) { " + category + " { " + call + " } " + category
                    + " @include(if: $no) { __typename } }");
            all.add(kind + " ($yes: Boolean = true) { " + category + " @skip(if: $yes) { " + call + " } }");
        }
        return all;
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Reply ask(Engine engine, Operation operation, String document, Caller caller) {
        return ask(engine, operation, new Question(document, Optional.empty(), Map.of()), caller);
    }

    static Reply ask(Engine engine, Operation operation, Question question, Caller caller) {
        Context context = new Context(caller, Optional.empty());
        if (!operation.kind().equals("subscription")) {
            return engine.ask(question, context, Way.ANY);
        }
        return engine.subscribe(question, context, InstantSource.system())
                        instanceof Subscription.Opening.Answered(Reply reply)
                ? reply
                : new Reply(Reply.Kind.EXECUTED, "{}");
    }

    @ParameterizedTest
    @MethodSource("administrators")
    void isDecidedForAdministrators(Operation operation) {
        String rule = new Operations(ADMIN.schema())
                .lines("admin")
                .filter(line -> line.matches("admin " + operation.kind() + " " + operation.category() + "\\."
                        + operation.field().getName() + "[(:].*"))
                .findFirst()
                .orElseThrow();
        boolean any = rule.endsWith(" any");
        boolean own = any || !rule.endsWith(" global");
        for (String document : disguises(operation, "Admin")) {
            assertThat(ask(ADMIN, operation, document, NOBODY).kind()).isEqualTo(Reply.Kind.REFUSED);
            assertMay(ask(ADMIN, operation, document, GLOBAL), true);
            assertMay(ask(ADMIN, operation, document, OWN), own);
            assertMay(ask(ADMIN, operation, document, OTHER), any);
        }
    }

    private static void assertMay(Reply reply, boolean may) {
        assertThat(reply.kind()).as(reply.json()).isEqualTo(may ? Reply.Kind.EXECUTED : Reply.Kind.REFUSED);
        assertThat(reply.json()).doesNotContain("resolver_crash");
        if (!may) {
            assertThat(reply.json()).contains("no_permissions");
        }
    }

    @ParameterizedTest
    @MethodSource("users")
    void isDecidedForUsers(Operation operation) {
        for (String document : disguises(operation, "User")) {
            assertThat(ask(USER, operation, document, NOBODY).kind()).isEqualTo(Reply.Kind.REFUSED);
            assertMay(ask(USER, operation, document, ROMEO), true);
        }
    }

    @ParameterizedTest
    @MethodSource("administrators")
    void isDecidedOnAllThatIsWritten(Operation operation) {
        String document = "query A { checkAuth { authStatus } } " + operation.kind() + " B { " + operation.category()
                + " { " + operation.call() + " } }";
        Question question = new Question(document, Optional.of("A"), Map.of());
        assertThat(ADMIN.ask(question, new Context(NOBODY, Optional.empty()), Way.ANY)
                        .kind())
                .isEqualTo(Reply.Kind.REFUSED);
    }
}
