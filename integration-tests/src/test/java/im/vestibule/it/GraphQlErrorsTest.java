package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.Code;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Errors of GraphQL as clients read them, to the last character: one for each code. */
class GraphQlErrorsTest {
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");
    private static final String PASSWORD = "domain-secret";

    /**
     * What takes more than a question: a server that falls ill ({@link AdminOutageTest}), a full one ({@link RestAdminTest}), a disk
     * that is full or another's, a second type of hosts, or a domain that goes meanwhile. What is no name at all is refused before by its type.
     */
    private static final Set<String> ELSEWHERE = Set.of(
            "deleted",
            "domain_invalid_name",
            "file_creation_permission_denied_error",
            "file_not_written_error",
            "internal",
            "invalid_jid",
            "limit_per_domain_exceeded",
            "wrong_host_type");

    @Test
    void areAsTheyAreWritten() throws Exception {
        try (GraphQlSite site = new GraphQlSite()) {
            site.site().renew(Jid.of("alice@door.test"));
            site.site().renew(Jid.of("bob@door.test"));
            var _ = site.site().house().domainAdmins().orElseThrow().set("door.test", new Secret(PASSWORD));
            WholeAnswer.check(WholeAnswer.read("graphql.txt"), each -> ask(site.at(each.door()), each));
        }
    }

    private static String ask(GraphQlWire nobody, WholeAnswer each) throws IOException, InterruptedException {
        GraphQlWire wire = switch (each.who()) {
            case "nobody" -> nobody;
            case "admin" -> nobody.as("admin", "secret");
            case "guess" -> nobody.as("admin", "guess");
            case "owner" -> nobody.as("admin@door.test", PASSWORD);
            case "garbled" -> new GraphQlWire(nobody.http(), nobody.endpoint(), Optional.of("Basic ###"));
            default -> throw new AssertionError(each);
        };
        String[] words = each.question().split(" ", 2);
        GraphQlWire.Answer answer = switch (words[0]) {
            case "POST" -> wire.post("application/json", words[1]);
            case "GET" ->
                wire.send(wire.request(URI.create(wire.endpoint() + "?" + words[1]))
                        .build());
            default -> wire.ask(each.question());
        };
        return answer.status() + " " + answer.body();
    }

    @Test
    void areThereForEveryCodeThatAQuestionCanDraw() throws IOException {
        Set<String> written = WholeAnswer.read("graphql.txt").stream()
                .flatMap(each -> CODE.matcher(each.answer()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> codes = Stream.of(Code.values())
                .map(Code::word)
                .filter(code -> !ELSEWHERE.contains(code))
                .toList();
        assertThat(written).containsAll(codes);
        assertThat(written)
                .contains(
                        "wrong_credentials",
                        "request_error",
                        "no_permissions",
                        "no_query_supplied",
                        "invalid_json_body",
                        "invalid_query_parameters",
                        "variables_invalid_json",
                        "parser_error",
                        "unknown_field",
                        "unknown_argument",
                        "missing_non_null_param",
                        "input_coercion",
                        "not_unique",
                        "unsupported_operation",
                        "category_disabled");
    }
}
