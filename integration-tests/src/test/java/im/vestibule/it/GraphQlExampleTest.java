package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.it.GraphQlWire.Answer;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Examples 2 to 4 of the page that describes {@code listen}, as they stand there but for the port. */
class GraphQlExampleTest {
    private static final String NEEDED = """
            [general]
              hosts = ["localhost"]
              default_server_domain = "localhost"
              registration_timeout = "infinity"
              event_loops = 1
            [auth]
              password.format = "plain"
              [auth.internal]
            [services.service_domain_db]

            """;

    private static Site site(String example, String port) throws IOException {
        try (InputStream in = Objects.requireNonNull(GraphQlExampleTest.class.getResourceAsStream(example))) {
            String toml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(toml).contains(port);
            return Site.of(NEEDED + toml.replace(port, "port = 0"));
        }
    }

    private static GraphQlWire wire(HttpClient client, Site site, String host) {
        int port = site.house().listeners().all().getFirst().address().getPort();
        return new GraphQlWire(client, URI.create("http://" + host + ":" + port + "/api/graphql"), Optional.empty());
    }

    @Test
    void administratorsHaveTheCategoriesThatAreAllowed() throws Exception {
        try (Site site = site("/example-2.toml", "port = 5551");
                HttpClient client = HttpClient.newHttpClient()) {
            GraphQlWire admin = wire(client, site, "localhost").as("admin", "secret");
            assertThat(admin.ask("{ server { status { statusCode } } }")
                            .data("server/status/statusCode")
                            .asString())
                    .isEqualTo("RUNNING");
            Answer other = admin.ask("{ account { countUsers(domain: \"localhost\") } }");
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.code()).isEqualTo("category_disabled");
            assertThat(wire(client, site, "127.0.0.1")
                            .ask("{ checkAuth { authStatus } }")
                            .status())
                    .as("another host")
                    .isEqualTo(404);
        }
    }

    @Test
    void administratorsOfADomainHaveTheirs() throws Exception {
        try (Site site = site("/example-3.toml", "port = 5541");
                HttpClient client = HttpClient.newHttpClient()) {
            var _ = site.house().domainAdmins().orElseThrow().set("localhost", new Secret("pw"));
            GraphQlWire nobody = wire(client, site, "localhost");
            String count = "{ account { countUsers(domain: \"localhost\") } }";
            assertThat(nobody.ask(count).status()).isEqualTo(401);
            assertThat(nobody.as("admin@localhost", "pw")
                            .ask(count)
                            .data("account/countUsers")
                            .asInt(-1))
                    .isZero();
        }
    }

    @Test
    void usersHaveTheirs() throws Exception {
        Jid alice = Jid.of("alice@localhost");
        try (Site site = site("/example-4.toml", "port = 5561");
                HttpClient client = HttpClient.newHttpClient()) {
            site.renew(alice);
            GraphQlWire nobody = wire(client, site, "localhost");
            String count = "{ session { countResources } }";
            assertThat(nobody.ask(count).status()).isEqualTo(401);
            assertThat(nobody.as(alice.toString(), Site.password(alice))
                            .ask(count)
                            .data("session/countResources")
                            .asInt(-1))
                    .isZero();
        }
    }
}
