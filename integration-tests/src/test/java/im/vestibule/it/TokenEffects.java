package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The category {@code token}. */
abstract class TokenEffects extends GraphQlEffects {
    private static final String OF_ALICE = "user: 'alice@door.test'";

    TokenEffects() throws IOException {}

    @ByAdministrators
    void whoIsGivenTokensLogsInUntilTheyAreRevoked(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        JsonNode tokens = deeds.does("mutation token.requestToken", OF_ALICE);
        assertAccepted(tokens);

        assertThat(deeds.does("mutation token.revokeToken", OF_ALICE)).isEqualTo(json("'Revoked'"));
        assertRefused(tokens);
    }

    @Test
    void usersDoItThemselves() throws Exception {
        JsonNode tokens = user(ALICE).does("mutation token.requestToken");
        assertAccepted(tokens);

        assertThat(user(ALICE).does("mutation token.revokeToken")).isEqualTo(json("'Revoked'"));
        assertRefused(tokens);
    }

    @Test
    void nobodyElseIsGivenAny() throws Exception {
        for (String user : new String[] {"nobody@door.test", "alice@nowhere.test"}) {
            for (String operation : new String[] {"requestToken", "revokeToken"}) {
                assertThat(at("admin").refused("mutation token." + operation, "user: '" + user + "'"))
                        .isEqualTo("not_found");
            }
        }
        assertThat(at("admin").refused("mutation token.revokeToken", "user: 'bob@door.test'"))
                .isEqualTo("not_found");
        assertThat(at("admin").refused("mutation token.requestToken", "user: 'bob@other.test'"))
                .isEqualTo("not_found");
    }

    private void assertAccepted(JsonNode tokens) throws IOException {
        for (String kind : new String[] {"access", "refresh"}) {
            String token = tokens.path(kind).asString();
            Log.all().mustNotTell(token);
            try (Wire wire = site().connect("tls").greet("door.test")) {
                wire.say(Logins.raw("X-OAUTH", token));
                String _ = Logins.succeed(wire);
            }
        }
    }

    private void assertRefused(JsonNode tokens) throws IOException {
        for (String kind : new String[] {"access", "refresh"}) {
            try (Wire wire = site().connect("tls").greet("door.test")) {
                wire.say(Logins.raw("X-OAUTH", tokens.path(kind).asString()));
                Logins.fail(wire, "not-authorized");
            }
        }
    }
}
