package im.vestibule.admin.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Engine.Way;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document may cost, and what is said to one that cannot be answered. */
class DocumentsTest {
    private static final Engine ENGINE = Engine.admin(Emptiness.commands());
    private static final GraphQLSchema ENDLESS =
            UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse("type Query { a: Query }"));

    private static Reply ask(String document, Map<String, Object> variables) {
        return ENGINE.ask(
                new Question(document, Optional.empty(), variables),
                new Context(new Caller.Admin(), Optional.empty()),
                Way.ANY);
    }

    private static String aliases(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "f" + i + ": countUsers(domain: \"a.test\")")
                .collect(Collectors.joining(" ", "{ account { ", " } }"));
    }

    @Test
    void takesAsManyFieldsAsItMayAndNoMore() {
        assertThat(Documents.FIELDS).isEqualTo(1_000);
        // The category is a field, too.
        assertThat(ask(aliases(Documents.FIELDS - 1), Map.of()).kind()).isEqualTo(Reply.Kind.EXECUTED);
        assertThat(ask(aliases(Documents.FIELDS), Map.of()))
                .satisfies(reply -> assertThat(reply.kind()).isEqualTo(Reply.Kind.INVALID))
                .satisfies(reply -> assertThat(reply.json()).contains("too_complex"));
    }

    @Test
    void countsFragmentsWhereverTheyAreUsed() {
        // Each uses the next one twice: 2^40 fields, if anybody ever wrote them out.
        String fragments = IntStream.range(0, 40)
                .mapToObj(i -> "fragment F" + i + " on AccountAdminQuery { ...F" + (i + 1) + " x" + i
                        + ": __typename ...F" + (i + 1) + " }")
                .collect(Collectors.joining(" "));
        String document = "{ account { ...F0 } } " + fragments + " fragment F40 on AccountAdminQuery { __typename }";
        assertThat(ask(document, Map.of()))
                .satisfies(reply -> assertThat(reply.kind()).isEqualTo(Reply.Kind.INVALID))
                .satisfies(reply -> assertThat(reply.json()).contains("too_complex"));
    }

    /** Fields within fields, of a schema that has no end. */
    private static Documents.Reading deep(int levels) {
        return new Documents(ENDLESS).read("{ a ".repeat(levels - 1) + "{ __typename }" + " }".repeat(levels - 1));
    }

    @Test
    void goesAsDeepAsItMayAndNoDeeper() {
        assertThat(Documents.DEPTH).isEqualTo(20);
        assertThat(deep(Documents.DEPTH)).isInstanceOf(Documents.Reading.Sound.class);
        assertThat(deep(Documents.DEPTH + 1))
                .isInstanceOfSatisfying(
                        Documents.Reading.Faulty.class,
                        faulty -> assertThat(faulty.failures())
                                .extracting(Failure::code)
                                .containsExactly("too_deep"));
    }

    /** A question about the schema, which all of ours have. */
    private static Reply about(int levels) {
        String inner = "ofType { ".repeat(levels - 2) + "name" + " }".repeat(levels - 2);
        return ask("{ __type(name: \"JID\") { " + inner + " } }", Map.of());
    }

    @Test
    void goesAsDeepIntoTheSchemaAndNoDeeper() {
        assertThat(about(Documents.DEPTH).kind()).isEqualTo(Reply.Kind.EXECUTED);
        assertThat(about(Documents.DEPTH + 1).kind()).isEqualTo(Reply.Kind.INVALID);
        assertThat(about(Documents.DEPTH + 1).json()).contains("\"too_complex\"");
    }

    private static Reply names(int number) {
        return ask(
                IntStream.range(0, number)
                        .mapToObj(i -> "f" + i + ": name")
                        .collect(Collectors.joining(" ", "{ __type(name: \"JID\") { ", " } }")),
                Map.of());
    }

    @Test
    void tellsHalfAsMuchOfTheSchema() {
        assertThat(names(Documents.FIELDS / 2 - 1).kind()).isEqualTo(Reply.Kind.EXECUTED);
        assertThat(names(Documents.FIELDS / 2).kind()).isEqualTo(Reply.Kind.INVALID);
        assertThat(names(Documents.FIELDS / 2).json()).contains("\"too_complex\"");
    }

    /** A text is one token, and so is the end. */
    private static Reply tokens(int number) {
        String head = "{ metric { getMetrics(name: [";
        String tail = "]) { __typename } } }";
        return ask(head + "\"a\" ".repeat(number - 16) + tail, Map.of());
    }

    @Test
    void readsAsManyTokensAsItMayAndNoMore() {
        assertThat(tokens(Documents.TOKENS).kind()).isEqualTo(Reply.Kind.EXECUTED);
        assertThat(tokens(Documents.TOKENS + 1).kind()).isEqualTo(Reply.Kind.INVALID);
        assertThat(tokens(Documents.TOKENS + 1).json()).contains("\"parser_error\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ account { | parser_error",
                "{ account { nothing } } | unknown_field",
                "{ account { countUsers(domain: \"a.test\", x: 1) } } | unknown_argument",
                "{ account { countUsers } } | missing_non_null_param",
                "{ account { countUsers(domain: 1) } } | input_coercion",
                "{ account { countUsers(domain: \"\") } } | empty_domain_name",
                "{ account { checkUser(user: \"a.test\") { exist } } } | jid_without_local_part",
                "{ last { countActiveUsers(domain: \"a.test\", timestamp: \"today\") } } | failed_to_parse_datetime",
                "mutation { session { kickUser(user: \"a@a.test/b\") { jid } } } | jid_with_resource",
                "mutation { session { kickUserSession(user: \"a@a.test\") { jid } } } | jid_without_resource",
                "mutation { offline { deleteOldMessages(domain: \"a.test\", days: 0) } } | Value is not a positive integer",
                "mutation { mnesia { setMaster(node: \"here\") } } | incorrect_node_name",
                "mutation { stanza { sendStanza(stanza: \"<message\") { id } } } | failed_to_parse_xml",
                "query A { checkAuth { authStatus } } query A { checkAuth { authStatus } } | not_unique",
                "query A { checkAuth { authStatus } } query B { checkAuth { authStatus } } | unknown_operation",
                "subscription { stanza { subscribeForMessages(caller: \"a@a.test\") { stanza } } } | unsupported_operation",
                "subscription($y: Boolean = true) { stanza @skip(if: $y) { subscribeForMessages(caller: \"a@a.test\") { stanza } } }"
                        + " | misplaced_directive"
            })
    void saysWhatIsWrong(String document, String words) {
        Reply reply = ask(document, Map.of());
        assertThat(reply.kind()).isEqualTo(Reply.Kind.INVALID);
        assertThat(reply.json()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JID! | romeo@A.test | EXECUTED",
                "JID! | a.test | INVALID",
                "JID! | 1 | INVALID",
                "String! | romeo@a.test | INVALID"
            })
    void looksAtVariables(String type, String value, Reply.Kind kind) {
        Object given = value.equals("1") ? 1 : value;
        assertThat(ask("query($u: " + type + ") { account { checkUser(user: $u) { exist } } }", Map.of("u", given))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void asksForVariablesThatMustBe() {
        assertThat(ask("query($u: JID!) { account { checkUser(user: $u) { exist } } }", Map.of())
                        .json())
                .contains("missing_non_null_param");
    }
}
