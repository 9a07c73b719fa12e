package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.server.House.Reloading;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration is read again while the store cannot do its part. */
class ReloadOutageTest {
    private static final String TOML = Toml.HOST + """
            [modules.mod_auth_token]
            [modules.mod_keystore]
              keys = [{name = "token_secret", type = "ram"}]
            [[listen.c2s]] # first
              port = 0
              ip_address = "127.0.0.1"
            """;
    private static final String MORE = TOML.replace("hosts = [", "hosts = [\"more.test\", ") + """
            [[listen.c2s]] # second
              port = 0
              ip_address = "127.0.0.1"
            """;
    private static final Jid ALICE = Jid.of("alice", "door.test", "a").orElseThrow();

    private final List<String> problems = new ArrayList<>();

    private static void execute(Site site, String sql) throws SQLException {
        String url = "jdbc:sqlite:" + site.directory().resolve("data/vestibule.sqlite");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void leavesEverythingAsItWas() throws Exception {
        try (Site site = Site.of(TOML);
                Wires wires = new Wires()) {
            site.renew(ALICE.bare());
            Wire alice = wires.add(site.connect("first")).login(ALICE);
            execute(site, "ALTER TABLE auth_tokens RENAME TO elsewhere");

            assertThat(site.reload(MORE, problems)).isInstanceOf(Reloading.Unusable.class);

            assertThat(problems).singleElement().asString().contains("storage.directory: cannot write to the store");
            assertThat(site.house().config().general().hosts()).containsExactly("door.test");
            assertThat(site.house().listeners().all()).hasSize(1);
            assertStillServes(alice);
            execute(site, "ALTER TABLE elsewhere RENAME TO auth_tokens");
            assertThat(site.reload(MORE, problems)).isInstanceOf(Reloading.Done.class);
            assertThat(site.house().listeners().all()).hasSize(2);
            assertStillServes(alice);
        }
    }

    private static void assertStillServes(Wire alice) throws IOException {
        alice.say("<message to='" + ALICE + "' id='m'><body>hi</body></message>");
        alice.hear("<message from='" + ALICE + "' to='" + ALICE + "' id='m'><body>hi</body></message>");
    }
}
