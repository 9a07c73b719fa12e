package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * Every operation by GraphQL, at every endpoint that has it, does what it says: its answer is whole and of the right types, and
 * what it has changed is seen in another way. Forgets no operation that the schemas tell of.
 */
class GraphQlEffectsTest {
    @Nested
    class Account extends AccountEffects {
        Account() throws IOException {}
    }

    @Nested
    class Session extends SessionEffects {
        Session() throws IOException {}
    }

    @Nested
    class Stanza extends StanzaEffects {
        Stanza() throws IOException {}
    }

    @Nested
    class Roster extends RosterEffects {
        Roster() throws IOException {}
    }

    @Nested
    class Last extends LastEffects {
        Last() throws IOException {}
    }

    @Nested
    class Offline extends OfflineEffects {
        Offline() throws IOException {}
    }

    @Nested
    class Token extends TokenEffects {
        Token() throws IOException {}
    }

    @Nested
    class Domain extends DomainEffects {
        Domain() throws IOException {}
    }

    @Nested
    class Personal extends PersonalEffects {
        Personal() throws IOException {}
    }

    @Nested
    class Server extends ServerEffects {
        Server() throws IOException {}
    }

    @AfterAll
    static void everyOperationWasCarriedOut() throws IOException, InterruptedException {
        Set<String> all = new TreeSet<>();
        try (GraphQlSite site = new GraphQlSite()) {
            for (GraphQlOperation operation : operations(site.admin())) {
                all.add("admin " + operation.name());
                if (!isForbiddenToDomains(site, operation)) {
                    all.add("domain " + operation.name());
                }
            }
            operations(site.at("user")).forEach(operation -> all.add("user " + operation.name()));
        }
        assertThat(GraphQlEffects.DONE).containsExactlyInAnyOrderElementsOf(all);
    }

    private static List<GraphQlOperation> operations(GraphQlWire wire) throws IOException, InterruptedException {
        return GraphQlOperation.all(wire, "query", "mutation", "subscription");
    }

    /** Asked each time with a new password, as one of the operations changes it. */
    private static boolean isForbiddenToDomains(GraphQlSite site, GraphQlOperation operation)
            throws IOException, InterruptedException {
        GraphQlWire.Answer set =
                site.admin().ask("mutation { domain { setDomainPassword(domain: \"door.test\", password: \"pw\") } }");
        assertThat(set.code()).isEmpty();
        GraphQlWire.Answer answer =
                site.at("domain").as("admin@door.test", "pw").ask(operation.document());
        assertThat(answer.code()).isNotEqualTo("wrong_credentials");
        return answer.code().equals("no_permissions");
    }
}
