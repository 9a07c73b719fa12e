package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever guesses passwords at the REST APIs, and at subscriptions, waits longer and longer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestGuessTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final String HANDLERS = """
              [[listen.http.handlers.mongoose_admin_api]]
                host = "_"
                path = "/admin"
                username = "admin"
                password = "sesame"
              [[listen.http.handlers.mongoose_client_api]]
                host = "_"
                path = "/client"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/graphql"
                schema_endpoint = "user"
            """;
    private static final String TOML =
            Toml.HOST + """
              registration_timeout = "infinity"
            [modules.mod_roster]
            [[listen.http]] # admin
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
            """ + HANDLERS + """
            [[listen.http]] # client
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
            """ + HANDLERS + """
            [[listen.http]] # events
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
            """ + HANDLERS + """
            [[listen.http]] # subscriptions
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
            """ + HANDLERS + """
            [[listen.http]] # usual
              port = 0
              ip_address = "127.0.0.1"
            """ + HANDLERS;

    private final Site site = Site.of(TOML);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RestGuessTest() throws IOException {}

    @BeforeAll
    void move() {
        site.renew(ALICE);
    }

    @AfterAll
    void close() {
        client.close();
        site.close();
    }

    private RestCaller at(String door) {
        return RestCaller.at(client, site.door(door), "");
    }

    /** How long an answer of this status takes. */
    private static Duration time(RestCaller caller, String path, int status) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        assertThat(caller.call("GET", path, "").statusCode()).isEqualTo(status);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, admin, /admin/users/door.test",
        "client, alice@door.test, /client/contacts",
        "events, alice@door.test, /client/sse",
        "subscriptions, alice@door.test, /graphql/sse?query=%7BcheckAuth%7BauthStatus%7D%7D"
    })
    void hasWhoGuessesWait(String door, String name, String path) throws IOException, InterruptedException {
        RestCaller guesser = at(door).as(name, "guess");
        assertThat(time(guesser, path, 401)).isPositive();
        assertThat(time(guesser, path, 401)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** What was got wrong at one API counts at the others of the listener. */
    @Test
    void hasWhoGuessesWaitAlsoWhereTheFileSaysNothing() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            assertThat(time(at("usual").as("admin", "guess"), "/admin/users/door.test", 401))
                    .isPositive();
        }
        RestCaller alice = at("usual").as(ALICE.toString(), Site.password(ALICE));
        assertThat(time(alice, "/client/contacts", 200)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
}
