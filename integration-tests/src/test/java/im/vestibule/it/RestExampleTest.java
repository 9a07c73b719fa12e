package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Examples 5 and 6 of the page that describes {@code listen}, as they stand there but for the port. */
class RestExampleTest {
    private static final String NEEDED = Toml.HOST + """
              registration_timeout = "infinity"
              event_loops = 1
            [modules.mod_roster]

            """;

    private static Site site(String example, String port) throws IOException {
        try (InputStream in = Objects.requireNonNull(RestExampleTest.class.getResourceAsStream(example))) {
            String toml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(toml).contains(port);
            return Site.of(NEEDED + toml.replace(port, "port = 0"));
        }
    }

    private static RestCaller caller(HttpClient client, Site site) {
        InetSocketAddress address = site.house().listeners().all().getFirst().address();
        return RestCaller.at(client, new Site.Door("example", "http", address, Optional.empty()), "/api");
    }

    @Test
    void administratorsHaveTheirApi() throws Exception {
        try (Site site = site("/example-5.toml", "port = 8088");
                HttpClient client = HttpClient.newHttpClient()) {
            RestCaller nobody = caller(client, site);
            assertThat(nobody.call("GET", "/users/door.test", "").statusCode()).isEqualTo(401);
            RestCaller admin = nobody.as("admin", "secret");
            assertThat(admin.call("POST", "/users/door.test", "{\"username\":\"alice\",\"password\":\"x\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(admin.call("GET", "/users/door.test", "").body()).isEqualTo("[\"alice@door.test\"]");
            try (HttpWire wire = new HttpWire(new Site.Door(
                    "example", "http", site.house().listeners().all().getFirst().address(), Optional.empty()))) {
                assertThat(wire.ask("GET", "/api/users/door.test").status())
                        .as("another host")
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void usersHaveTheirs() throws Exception {
        Jid alice = Jid.of("alice@door.test");
        try (Site site = site("/example-6.toml", "port = 8089");
                HttpClient client = HttpClient.newHttpClient()) {
            site.renew(alice);
            RestCaller nobody = caller(client, site);
            assertThat(nobody.call("GET", "/contacts", "").statusCode()).isEqualTo(401);
            HttpResponse<String> contacts =
                    nobody.as(alice.toString(), Site.password(alice)).call("GET", "/contacts", "");
            assertThat(contacts.statusCode()).isEqualTo(200);
            assertThat(contacts.body()).isEqualTo("[]");
            assertThat(nobody.description().get("info").get("title").asString()).isEqualTo("Vestibule for users");
        }
    }
}
