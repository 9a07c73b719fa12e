package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is not an administrator and would like to be; every operation by itself is in {@link GraphQlHostileTest}. */
@Hostile
class HostileAdminTest {
    private static final String PLAIN = "{ account { countUsers(domain: \\\"door.test\\\") } }";
    private static final String HIDDEN =
            "query { ...F } fragment F on AdminQuery { x: account { y: countUsers(domain:" + " \\\"door.test\\\") } }";
    private static final String GUESS = "Authorization: Basic " + Wire.base64("admin:guess");

    private static HttpWire.Answer ask(HttpWire wire, String path, String document, String... headers)
            throws IOException {
        String body = "{\"query\": \"" + document + "\"}";
        wire.say("POST " + path + " HTTP/1.1\r\nHost: door.test\r\nContent-Type: application/json\r\n"
                + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n") + "Content-Length: "
                + body.length()
                + "\r\n\r\n" + body);
        return wire.hear();
    }

    @Test
    void h20LetsNobodyAskByGraphQl(Site site) throws IOException {
        try (HttpWire wire = site.http("commands")) {
            for (String document : List.of(PLAIN, HIDDEN)) {
                HttpWire.Answer nobody = ask(wire, "/api/graphql", document);
                assertThat(nobody.status()).isEqualTo(401);
                assertThat(nobody.body()).contains("no_permissions");
                HttpWire.Answer guess = ask(wire, "/api/graphql", document, GUESS);
                assertThat(guess.status()).isEqualTo(401);
                assertThat(guess.body()).contains("wrong_credentials");
            }
        }
    }

    @Test
    void h20AnswersNoCategoryThatIsOff(Site site) throws IOException {
        try (HttpWire wire = site.http("commands")) {
            for (String document : List.of(PLAIN, HIDDEN)) {
                HttpWire.Answer answer = ask(wire, "/shut/graphql", document);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("category_disabled");
            }
        }
    }

    @Test
    void h20LetsNobodyAskByRest(Site site) throws IOException {
        try (HttpWire wire = site.http("commands")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                assertThat(wire.ask(method, "/rest/users/door.test", "Content-Length: 0")
                                .status())
                        .isEqualTo(401);
                assertThat(wire.ask(method, "/rest/users/door.test", GUESS, "Content-Length: 0")
                                .status())
                        .isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fPLACE",
                "/x/../PLACE",
                "/%2e%2e/PLACE",
                "/./PLACE",
                "/%u002e%u002e/PLACE",
                "//PLACE",
                "/\\..\\PLACE",
                "/PLACE%00",
                "/%252e%252e/PLACE",
                "/PLACE%c0%af"
            })
    void h04FindsNoCommandByDetours(String path, Site site) throws IOException {
        try (HttpWire wire = site.http("commands")) {
            for (String place : List.of("api/graphql", "shut/graphql", "rest/users/door.test")) {
                assertThat(wire.ask("GET", path.replace("PLACE", place)).status())
                        .as(place)
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void h05RefusesOtherMethods(String method, Site site) throws IOException {
        try (HttpWire wire = site.http("commands")) {
            HttpWire.Answer answer = wire.ask(method, "/api/graphql", "Content-Length: 0");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).contains("POST");
        }
    }
}
