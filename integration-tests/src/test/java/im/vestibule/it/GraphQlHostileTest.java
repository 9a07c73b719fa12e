package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Row H20 of the hostile inputs, for every operation that the schemas tell of; and each of them with good and bad input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlHostileTest {
    // One of the operations changes what is logged, for all servers in this JVM.
    private final AutoCloseable level = Log.keptLevel();
    private final GraphQlSite site = new GraphQlSite();

    GraphQlHostileTest() throws IOException {}

    @AfterAll
    void close() throws Exception {
        site.close();
        level.close();
    }

    /** All but that which is open to anybody. */
    private static List<GraphQlOperation> operations(GraphQlWire wire) throws IOException, InterruptedException {
        return GraphQlOperation.all(wire, "query", "mutation").stream()
                .filter(operation -> !operation.category().isEmpty())
                .toList();
    }

    @Test
    void h20LetsNobodyInWithoutAPassword() throws IOException, InterruptedException {
        for (String door : List.of("admin", "domain", "user")) {
            for (GraphQlOperation operation : operations(site.at(door))) {
                for (String document :
                        List.of(operation.document(), operation.hidden(door.equals("user") ? "User" : "Admin"))) {
                    GraphQlWire.Answer nobody = site.at(door).ask(document);
                    assertThat(nobody.status()).as(document).isEqualTo(401);
                    assertThat(nobody.code()).as(document).isEqualTo("no_permissions");
                    GraphQlWire.Answer guess =
                            site.at(door).as("admin", "guess").ask(document);
                    assertThat(guess.status()).as(document).isEqualTo(401);
                    assertThat(guess.code()).as(document).isEqualTo("wrong_credentials");
                }
            }
        }
    }

    @Test
    void h20AnswersNoCategoryThatIsOff() throws IOException, InterruptedException {
        Set<String> kinds = new TreeSet<>();
        for (GraphQlOperation operation : operations(site.at("shut"))) {
            GraphQlWire.Answer answer = site.at("shut").ask(operation.document());
            assertThat(answer.status()).as(operation.document()).isEqualTo(200);
            assertThat(answer.code()).as(operation.document()).isEqualTo("category_disabled");
            assertThat(answer.data(operation.category()).isNull()).isTrue();
            GraphQlWire.Answer hidden = site.at("shut").ask(operation.hidden("Admin"));
            assertThat(hidden.status()).as(operation.document()).isEqualTo(200);
            assertThat(hidden.code()).as(operation.document()).isEqualTo("category_disabled");
            assertThat(hidden.data("x").isNull()).isTrue();
            kinds.add(operation.category());
        }
        assertThat(kinds).contains("account", "session", "stanza", "roster", "server");
    }

    @Test
    void carriesOutOrRefusesEveryOperation() throws IOException, InterruptedException {
        for (GraphQlOperation operation : operations(site.admin())) {
            GraphQlWire.Answer answer = site.admin().ask(operation.document());
            assertThat(answer.status()).as(operation.document()).isEqualTo(200);
            assertThat(answer.code()).as(operation.document()).isNotIn("resolver_crash", "resolver_error");
        }
    }

    @Test
    void refusesEveryOperationWithTooLittleOrWrongInput() throws IOException, InterruptedException {
        for (GraphQlOperation operation : operations(site.admin())) {
            for (String document : operation.incomplete()) {
                GraphQlWire.Answer answer = site.admin().ask(document);
                assertThat(answer.status()).as(document).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("missing_non_null_param");
            }
            for (String document : operation.wrong()) {
                assertThat(site.admin().ask(document).status()).as(document).isEqualTo(400);
            }
        }
    }
}
