package im.vestibule.admin.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLTypeUtil;
import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Operations.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the administrator of {@code a.test} asks about another domain, mixed with what is its own: by lists, objects, variables,
 * aliases, fragments and several operations. All of a document is refused, so that nothing of it is done.
 */
class MixedDomainsTest {
    private static final Engine ENGINE = Engine.admin(Emptiness.commands());
    private static final Caller OWN = new Caller.DomainAdmin("a.test");
    private static final List<String> STRANGERS = List.of("b.test", "x.a.test", "xa.test", "a.test.b.test", "test");

    /** An argument that must name the own domain, and what leads to the name within it. */
    record Guarded(Operation operation, String name, Optional<String> part) {
        static Guarded of(Operation operation, String path) {
            String[] steps = path.split("\\.", -1);
            return new Guarded(operation, steps[0], Stream.of(steps).skip(1).findFirst());
        }

        String own() {
            return operation.value(name);
        }

        boolean isList() {
            return own().startsWith("[");
        }

        /** Values that name another domain, in lists before and behind one that does not. */
        List<String> foreign() {
            List<String> values = new ArrayList<>();
            for (String stranger : STRANGERS) {
                String other = own().replace("a.test", stranger);
                values.addAll(
                        isList()
                                ? List.of(
                                        other,
                                        "[" + item(own()) + ", " + item(other) + "]",
                                        "[" + item(other) + ", " + item(own()) + "]")
                                : List.of(other));
            }
            return values;
        }

        static String item(String list) {
            return list.substring(1, list.length() - 1);
        }

        String call(String value) {
            return operation.call(Map.of(name, value));
        }

        String type() {
            return GraphQLTypeUtil.simplePrint(
                    operation.field().getArgument(name).getType());
        }

        boolean isOptional() {
            return !type().endsWith("!");
        }

        @Override
        public String toString() {
            return operation + "(" + name + ")";
        }
    }

    static Stream<Guarded> guarded() {
        return operations().flatMap(operation -> operation.owned().stream().map(path -> Guarded.of(operation, path)));
    }

    private static Stream<Operation> operations() {
        return new Operations(ENGINE.schema()).all();
    }

    static Stream<Operation> global() {
        return operations().filter(Operation::isGlobal);
    }

    /** Documents that ask for what is the own domain's, and for what is not. */
    private static List<String> mixtures(Operation operation, String strange) {
        String kind = operation.kind() + " ";
        String category = operation.category();
        String own = operation.call();
        String other = "y: " + strange;
        String root = "Admin" + Character.toUpperCase(kind.charAt(0))
                + operation.kind().substring(1);
        String spread = " fragment F on " + operation.type() + " { " + other + " }";
        return List.of(
                kind + "{ " + category + " { " + strange + " } }",
                kind + "{ x: " + category + " { " + own + " " + other + " } }",
                kind + "{ " + category + " { " + other + " " + own + " } }",
                kind + "{ " + category + " { " + own + " } z: " + category + " { " + other + " } }",
                kind + "{ " + category + " { ... on " + operation.type() + " { " + own + " ... { " + other + " } } } }",
                kind + "{ " + category + " { " + own + " ...F } }" + spread,
                kind + "{ ...G } fragment G on " + root + " { " + category + " { " + own + " ...F } }" + spread);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isRefusedAsItIsWritten(Guarded guarded) {
        for (String foreign : guarded.foreign()) {
            for (String document : mixtures(guarded.operation(), guarded.call(foreign))) {
                assertRefused(guarded.operation(), new Question(document, Optional.empty(), Map.of()));
            }
        }
    }

    /** A subscription with two roots is refused for that, by others' rules. */
    private static void assertRefused(Operation operation, Question question) {
        Reply reply = PermissionsTest.ask(ENGINE, operation, question, OWN);
        assertThat(reply.json()).as(question.document()).doesNotContain("\"data\"");
        if (!reply.json().contains("subscription_multiple_root_fields")) {
            assertThat(reply.kind()).as(question.document() + reply.json()).isEqualTo(Reply.Kind.REFUSED);
            assertThat(reply.json()).contains("\"code\":\"no_permissions\"");
        }
    }

    private static void assertAnswered(Operation operation, Question question) {
        assertThat(PermissionsTest.ask(ENGINE, operation, question, OWN).kind())
                .as(question.document())
                .isEqualTo(Reply.Kind.EXECUTED);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isRefusedByVariables(Guarded guarded) {
        Operation operation = guarded.operation();
        String rest = " { " + operation.category() + " { " + operation.call() + " y: " + guarded.call("$v") + " } }";
        String document = operation.kind() + " ($v: " + guarded.type() + ")" + rest;
        assertAnswered(operation, new Question(document, Optional.empty(), Map.of("v", json(guarded.own()))));
        for (String foreign : guarded.foreign()) {
            assertRefused(operation, new Question(document, Optional.empty(), Map.of("v", json(foreign))));
            String silent = operation.kind() + " ($v: " + guarded.type() + " = " + foreign + ")" + rest;
            assertRefused(operation, new Question(silent, Optional.empty(), Map.of()));
            assertAnswered(operation, new Question(silent, Optional.empty(), Map.of("v", json(guarded.own()))));
        }
    }

    /** A literal of GraphQL as JSON has it. */
    private static Object json(String literal) {
        return JsonMapper.shared().readValue(literal.replaceAll("(\\w+): ", "\"$1\": "), Object.class);
    }

    /** Only a part of the value is a variable. */
    @ParameterizedTest
    @MethodSource("guarded")
    void isRefusedByVariablesWithinLists(Guarded guarded) {
        Operation operation = guarded.operation();
        if (guarded.part().isEmpty()) {
            return;
        }
        String object = "{jid: $v, name: \"Romeo\"}";
        String own = guarded.isList() ? Guarded.item(guarded.own()) : guarded.own();
        String value = guarded.isList() ? "[" + own + ", " + object + "]" : object;
        String document =
                operation.kind() + " ($v: JID!) { " + operation.category() + " { " + guarded.call(value) + " } }";
        assertAnswered(operation, new Question(document, Optional.empty(), Map.of("v", "romeo@A.test")));
        assertRefused(operation, new Question(document, Optional.empty(), Map.of("v", "romeo@b.test")));
    }

    /** What would run counts, with the values that it would have; what would not has no effect. */
    @ParameterizedTest
    @MethodSource("guarded")
    void isDecidedOnTheOperationThatRuns(Guarded guarded) {
        Operation operation = guarded.operation();
        String foreign = guarded.foreign().getFirst();
        String kind = operation.kind();
        String category = operation.category();
        String apart = kind + " A { " + category + " { " + operation.call() + " } } " + kind + " B { " + category
                + " { " + guarded.call(foreign) + " } }";
        String shared = kind + " A($v: " + guarded.type() + " = " + guarded.own() + ") { " + category + " { ...F } } "
                + kind + " B($v: " + guarded.type() + " = " + foreign + ") { " + category + " { ...F } } fragment F on "
                + operation.type() + " { " + guarded.call("$v") + " }";
        for (String document : List.of(apart, shared)) {
            assertAnswered(operation, new Question(document, Optional.of("A"), Map.of()));
            assertRefused(operation, new Question(document, Optional.of("B"), Map.of()));
        }
    }

    /** To leave the domain out means all of them. */
    @ParameterizedTest
    @MethodSource("guarded")
    void isRefusedWhereTheDomainIsLeftOut(Guarded guarded) {
        if (guarded.isOptional()) {
            for (String nothing : List.of("null", "")) {
                for (String document : mixtures(guarded.operation(), guarded.call(nothing))) {
                    assertRefused(guarded.operation(), new Question(document, Optional.empty(), Map.of()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isAnsweredHoweverTheOwnDomainIsSpelled(Guarded guarded) {
        String spelled = guarded.own().replace("a.test", "A.Test");
        String document = guarded.operation().kind() + " { "
                + guarded.operation().category() + " { " + guarded.call(spelled) + " } }";
        assertAnswered(guarded.operation(), new Question(document, Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("global")
    void isRefusedWithWhatNoDomainIsAskedFor(Operation operation) {
        Operation own = operations()
                .filter(each -> each.kind().equals(operation.kind())
                        && !each.owned().isEmpty()
                        && !each.category().equals(operation.category()))
                .findFirst()
                .orElseThrow();
        String document = operation.kind() + " { " + own.category() + " { " + own.call() + " } " + operation.category()
                + " { " + operation.call() + " } }";
        assertRefused(operation, new Question(document, Optional.empty(), Map.of()));
    }
}
