package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** GraphQL by clients that others wrote: graphql-request, graphql.js and an EventSource, at the endpoints of Examples 2 to 4. */
@NeedsProgram("node")
class GraphQlClientsTest {
    private static final Jid ROMEO = Jid.of("romeo@localhost");
    private static final String PASSWORD = "pw";

    private static final String TOML = """
            [general]
              hosts = ["localhost"]
              default_server_domain = "localhost"
            [auth.internal]
            [modules.mod_roster]
            [services.service_domain_db]
            [[listen.http]] # admin
              ip_address = "127.0.0.1"
              port = 0
              transport.num_acceptors = 5
              transport.max_connections = 10

              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "localhost"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
            [[listen.http]] # domain
              ip_address = "0.0.0.0"
              port = 0
              transport.num_acceptors = 10
              transport.max_connections = 1024

              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "domain_admin"
            [[listen.http]] # user
              ip_address = "0.0.0.0"
              port = 0
              transport.num_acceptors = 10
              transport.max_connections = 1024

              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "user"
            """;

    private final Site site = Site.of(TOML);

    GraphQlClientsTest() throws IOException {}

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void administratorsIntrospectAskChangeAndSubscribe() throws IOException, InterruptedException {
        administrate("admin", "admin", "secret");
    }

    @Test
    void administratorsOfADomainIntrospectAskChangeAndSubscribe() throws IOException, InterruptedException {
        var _ = site.house().domainAdmins().orElseThrow().set("localhost", new Secret(PASSWORD));
        administrate("domain", "admin@localhost", PASSWORD);
    }

    private void administrate(String door, String name, String password) throws IOException, InterruptedException {
        run(
                door,
                name,
                password,
                "{ account { countUsers(domain: \"localhost\") } }",
                "mutation M($body: String!) { stanza { sendMessage(from: \"romeo@localhost\","
                        + " to: \"romeo@localhost\", body: $body) { id } } }",
                "subscription { stanza { subscribeForMessages(caller: \"romeo@localhost\") { sender stanza } } }");
    }

    @Test
    void usersIntrospectAskChangeAndSubscribe() throws IOException, InterruptedException {
        run(
                "user",
                ROMEO.toString(),
                PASSWORD,
                "{ session { countResources } }",
                "mutation M($body: String!) { stanza { sendMessage(to: \"romeo@localhost\", body: $body) { id } } }",
                "subscription { stanza { subscribeForMessages { sender stanza } } }");
    }

    private void run(String door, String name, String password, String query, String mutation, String subscription)
            throws IOException, InterruptedException {
        site.house().accounts().register(ROMEO, new Secret(PASSWORD));
        List<JsonNode> events = Node.run(
                "graphql.js",
                Map.of(
                        "endpoint",
                                "http://localhost:" + site.door(door).address().getPort() + "/api/graphql",
                        "name", name,
                        "password", password,
                        "query", query,
                        "mutation", mutation,
                        "variables", Map.of("body", "wherefore?"),
                        "subscription", subscription));
        assertThat(events)
                .extracting(event -> event.path("event").asString())
                .containsExactly("schema", "query", "mutation", "subscription", "refused");
        assertThat(events.get(0).path("faults").toString()).isEqualTo("[]");
        assertThat(events.get(3).at("/data/stanza/subscribeForMessages/sender").asString())
                .isEqualTo("romeo@localhost");
        assertThat(events.get(3).toString()).contains("wherefore?");
        assertThat(events.get(4).path("status").asInt()).isEqualTo(401);
    }
}
