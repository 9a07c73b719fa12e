package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The APIs while the store is out of order: nobody is told that a password is wrong, or that somebody is not there, who is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminOutageTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid ROMEO = Jid.of("romeo@door.test");
    private static final String PASSWORD = "domain-secret";
    private static final String UNKNOWN = "Nobody can tell now who this is; try again later";

    /** What would be a lie of somebody who is there. */
    private static final Set<String> LIES = Set.of(
            "contact_not_found",
            "domain_not_found",
            "exists",
            "last_not_found",
            "no_permissions",
            "not_allowed",
            "not_found",
            "unknown_domain",
            "unknown_user",
            "user_does_not_exist",
            "user_does_not_exist_error",
            "user_not_exist",
            "user_not_found",
            "wrong_credentials",
            "wrong_user");

    private static final String MORE = """
            [[listen.http]] # rest
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_admin_api]]
                host = "_"
                path = "/admin"
                username = "admin"
                password = "secret"
                docs = true
              [[listen.http.handlers.mongoose_client_api]]
                host = "_"
                path = "/client"
                docs = false
            """;

    // One of the operations changes what is logged, for all servers in this JVM.
    private final AutoCloseable level = Log.keptLevel();
    private final GraphQlSite site = new GraphQlSite(MORE);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    AdminOutageTest() throws IOException {}

    @BeforeAll
    void begin() throws SQLException {
        site.site().renew(ALICE);
        site.site().renew(ROMEO);
        var _ = site.site().house().domainAdmins().orElseThrow().set("door.test", new Secret(PASSWORD));
        moveAway();
    }

    @AfterAll
    void close() throws Exception {
        client.close();
        site.close();
        level.close();
    }

    /** Every table gets another name, so that whatever is asked of the store fails. */
    private void moveAway() throws SQLException {
        String url = "jdbc:sqlite:" + site.site().directory().resolve("data/vestibule.sqlite");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("users", "domain_admins", "roster_items");
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + " RENAME TO away_" + table);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user, alice@door.test, alice-secret",
        "user, alice@door.test, guess",
        "user, nobody@door.test, guess",
        "domain, admin@door.test, domain-secret",
        "domain, admin@door.test, guess"
    })
    void nobodyIsTakenForAStrangerByGraphQl(String door, String name, String password) throws Exception {
        GraphQlWire wire = site.at(door).as(name, password);
        String body =
                "{\"errors\":[{\"message\":\"" + UNKNOWN + "\",\"extensions\":{\"code\":\"internal_server_error\"}}]}";
        GraphQlWire.Answer answer = wire.ask("{ checkAuth { authStatus } }");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().toString()).isEqualTo(body);
        try (GraphQlListening listening = wire.follow(
                "subscription { stanza { subscribeForMessages(caller: \"alice@door.test\") { sender } } }")) {
            assertThat(listening.answer().statusCode()).isEqualTo(503);
            assertThat(listening.rest()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice-secret", "guess"})
    void nobodyIsTakenForAStrangerByRest(String password) throws Exception {
        RestCaller caller =
                RestCaller.at(client, site.site().door("rest"), "/client").as(ALICE.toString(), password);
        for (String path : List.of("/contacts", "/sse")) {
            HttpResponse<String> answer = caller.call("GET", path, "");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo('"' + UNKNOWN + '"');
            assertThat(answer.headers().firstValue("www-authenticate")).isEmpty();
        }
    }

    /** Those whose password is in the file come in, and are told. */
    @Test
    void everyOperationSaysThatItCannotBeDoneNow() throws Exception {
        for (GraphQlOperation operation : GraphQlOperation.all(site.admin(), "query", "mutation")) {
            // Nobody is to be his own contact.
            String document = operation.document().replace("contact: \"romeo@", "contact: \"alice@");
            GraphQlWire.Answer answer = site.admin().ask(document);
            assertThat(answer.status()).as(operation.name()).isEqualTo(200);
            assertThat(answer.code())
                    .as(operation.name() + answer.body())
                    .isNotIn(LIES)
                    .isNotEqualTo("resolver_crash");
        }
        assertThat(site.admin()
                        .ask("{ account { listUsers(domain: \"door.test\") } }")
                        .body()
                        .toString())
                .isEqualTo("{\"errors\":[{\"message\":\"A back end does not answer; try again later\","
                        + "\"path\":[\"account\",\"listUsers\"],\"extensions\":{\"code\":\"internal\"}}],"
                        + "\"data\":{\"account\":{\"listUsers\":null}}}");
    }

    private static final Map<String, String> VALUES = Map.of(
            "{domain}", "door.test",
            "{username}", "romeo",
            "{user}", "romeo%40door.test",
            "{contact}", "alice%40door.test",
            "{resource}", "desk");

    private static final Map<String, String> BODIES = Map.of(
            "POST /users/{domain}", "{'username':'carol','password':'x'}",
            "PUT /users/{domain}/{username}", "{'newpass':'y'}",
            "POST /messages", "{'caller':'romeo@door.test','to':'alice@door.test','body':'x'}",
            "POST /stanzas", "{'stanza':'<message from=\\'romeo@door.test\\' to=\\'alice@door.test\\'/>'}",
            "POST /contacts/{user}", "{'jid':'alice@door.test'}",
            "PUT /contacts/{user}/{contact}", "{'action':'subscribe'}",
            "PUT /contacts/{user}/{contact}/manage", "{'action':'connect'}",
            "PUT /domains/{domain}", "{'host_type':'dynamic'}",
            "PATCH /domains/{domain}", "{'enabled':true}",
            "DELETE /domains/{domain}", "{'host_type':'dynamic'}");

    @Test
    void everyCallSaysThatItCannotBeDoneNow() throws Exception {
        RestCaller admin =
                RestCaller.at(client, site.site().door("rest"), "/admin").as("admin", "secret");
        int done = 0;
        for (String call : new RestCoverage(admin.description()).calls()) {
            String[] parts = call.split(" ", 2);
            String path = parts[1].replace("/domains/{domain}", "/domains/new.test");
            for (Map.Entry<String, String> value : VALUES.entrySet()) {
                path = path.replace(value.getKey(), value.getValue());
            }
            HttpResponse<String> answer = admin.call(
                    parts[0],
                    path.replaceAll("\\{[^}]+}", "x"),
                    RestCase.json(BODIES.getOrDefault(call, parts[0].matches("P.*") ? "{}" : "")));
            if (call.startsWith("GET /metrics") || call.equals("GET /sessions/{domain}")) {
                assertThat(answer.statusCode()).as(call).isIn(200, 404);
            } else if (answer.statusCode() != 501) {
                assertThat(answer.statusCode()).as(call + " " + answer.body()).isEqualTo(503);
                assertThat(answer.body())
                        .as(call)
                        .startsWith("\"")
                        .containsAnyOf("try again later", "cannot do it now");
                done++;
            }
        }
        assertThat(done).isEqualTo(16);
    }
}
