package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
    private static final String FILE = """
            [general]
              default_server_domain = "localhost"
              hosts = ["localhost", "example.org"]

            [auth]
              password.format = "plain"
              internal = {}

            [modules.mod_roster]
            [modules.mod_last]

            [acl]
              admin = [{user = "root"}]
              local = [{}]

            [access]
              open = [{acl = "admin", value = "allow"}, {acl = "all", value = "allow"}]
              closed = [{acl = "admin", value = "allow"}]
              untouched = [{acl = "all", value = 7}]

            [[host_config]]
              host = "example.org"
              general.replaced_wait_timeout = 1
              acl.admin = [{user = "admin"}]
              acl.extra = [{match = "none"}]
              access.open = [{acl = "extra", value = "deny"}]
              access.closed = [{acl = "all", value = "deny"}]
              access.added = [{acl = "all", value = "allow"}]

              [host_config.auth.internal]

              [host_config.modules.mod_offline]
            """;

    private final Config config =
            Config.read(FILE, Path.of("."), "host.toml").config().orElseThrow();
    private final Host global = config.forHost("localhost");
    private final Host own = config.forHost("example.org");

    @Test
    void hasTheGlobalTablesWithoutItsOwn() {
        assertThat(global)
                .isEqualTo(new Host(
                        "localhost",
                        config.general(),
                        config.auth(),
                        config.modules(),
                        config.s2s(),
                        config.acl(),
                        config.access()));
    }

    @Test
    void replacesAuthAndModulesAsAWhole() {
        assertThat(own.auth().password().format()).isEqualTo(AuthSpec.Password.Format.SCRAM);
        assertThat(own.modules().roster()).isEmpty();
        assertThat(own.modules().last()).isEmpty();
        assertThat(own.modules().offline()).isPresent();
    }

    @Test
    void replacesOnlyThoseOptionsOfGeneralThatItHas() {
        assertThat(own.general().replacedWaitTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(global.general().replacedWaitTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(own.general().hosts()).isEqualTo(global.general().hosts());
    }

    @Test
    void addsToAcls() {
        assertThat(own.acl()).containsOnlyKeys("admin", "local", "extra");
        assertThat(own.acl()).containsEntry("admin", new AclSpec(List.of(user("root"), user("admin"))));
    }

    private static AclSpec.Condition user(String name) {
        return new AclSpec.Condition(
                AclSpec.Match.CURRENT_DOMAIN,
                List.of(new AclSpec.Test(AclSpec.Part.USER, new AclSpec.Form.Exact(name))));
    }

    @Test
    void addsToRulesButBeforeAClauseThatAllowsEverybody() {
        assertThat(own.access()).containsOnlyKeys("open", "closed", "untouched", "added");
        assertThat(acls("open")).containsExactly("admin", "extra", "all");
        assertThat(acls("closed")).containsExactly("admin", "all");
        assertThat(own.access().get("untouched")).isEqualTo(config.access().get("untouched"));
    }

    private List<String> acls(String rule) {
        AccessSpec access = own.access().getOrDefault(rule, new AccessSpec(List.of()));
        return access.clauses().stream().map(AccessSpec.Clause::acl).toList();
    }
}
