package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String GENERAL = """
            [general]
              default_server_domain = "a.test"
              hosts = ["a.test"]
            [auth.internal]
            [modules.mod_roster]
            """;

    private static final String DOOR = """
            [[listen.c2s]]
              port = 5222
              ip_address = "127.0.0.1"
            """;

    private static final String OTHER = """
            [[listen.c2s]]
              port = 5223
              ip_address = "127.0.0.1"
            """;

    /** Where the files are that configurations name. */
    private static Path golden() {
        try {
            return Path.of(Objects.requireNonNull(PlanTest.class.getResource("/golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Config config(String toml) {
        Reading reading = Config.read(toml, golden(), "plan.toml");
        return reading.config().orElseThrow(() -> new AssertionError(reading.problems()));
    }

    private static List<String> plan(String before, String after) {
        return Plan.of(config(before), config(after)).lines();
    }

    @Test
    void nothingChangesForTheSameFile() {
        Plan plan = Plan.of(config(GENERAL + DOOR), config(GENERAL + DOOR));

        assertThat(plan.lines()).containsExactly("nothing changes");
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.keep()).hasSize(1);
    }

    @Test
    void nothingChangesIfADefaultIsWrittenOut() {
        assertThat(plan(GENERAL + DOOR, GENERAL + DOOR + "backlog = 1024\nshaper = \"none\"\n"))
                .containsExactly("nothing changes");
    }

    @Test
    void aListenerIsLeftAloneUnlessItsDoorIsAnother() {
        String two = GENERAL + DOOR + OTHER;

        assertThat(leftAlone(two, two + "max_stanza_size = 1000\n")).containsExactly("listen.c2s[0]");
        assertThat(leftAlone(two, GENERAL + OTHER + DOOR)).isEmpty();
        assertThat(leftAlone(two, two.replace("hosts", "language = \"pl\"\nhosts")))
                .isEmpty();
        assertThat(leftAlone(two, two.replace("hosts", "loglevel = \"info\"\nhosts")))
                .hasSize(2);
    }

    private static List<String> leftAlone(String before, String after) {
        Plan plan = Plan.of(config(before), config(after));
        return plan.keep().stream()
                .filter(plan::leavesAlone)
                .map(Plan.Kept::before)
                .toList();
    }

    @Test
    void listenersComeAndGo() {
        assertThat(plan(GENERAL + DOOR, GENERAL + OTHER))
                .containsExactly(
                        "open listen.c2s[0] on 127.0.0.1:5223",
                        "close listen.c2s[0] on 127.0.0.1:5222; its connections live on");
    }

    @Test
    void aListenerIsKnownByItsAddressAndNotByItsPlace() {
        Plan plan = Plan.of(config(GENERAL + DOOR + OTHER), config(GENERAL + OTHER + DOOR));

        assertThat(plan.lines()).containsExactly("nothing changes");
        assertThat(plan.keep())
                .extracting(kept -> kept.before() + " → " + kept.door().key())
                .containsExactly("listen.c2s[1] → listen.c2s[0]", "listen.c2s[0] → listen.c2s[1]");
    }

    @Test
    void listenersOnAnyPortAreKnownByTheirOrder() {
        String any = "[[listen.c2s]]\nport = 0\n";

        Plan plan = Plan.of(config(GENERAL + any + any), config(GENERAL + any));

        assertThat(plan.keep()).extracting(Plan.Kept::before).containsExactly("listen.c2s[0]");
        assertThat(plan.close()).extracting(Plan.Door::key).containsExactly("listen.c2s[1]");
    }

    @Test
    void onlyTheListenerThatIsChangedIsNamed() {
        String changed = DOOR + "access = \"none\"\nmax_stanza_size = 1000\nc2s_state_timeout = \"infinity\"\n"
                + "limits.pre_auth_bytes = 100\nallowed_auth_methods = [\"internal\"]\n";

        assertThat(plan(GENERAL + DOOR + OTHER, GENERAL + changed + OTHER))
                .containsExactly(
                        "change listen.c2s[0] on 127.0.0.1:5222 for new connections: access: \"all\" → \"none\","
                                + " max_stanza_size: infinity → 1000, c2s_state_timeout: 5000 ms → \"infinity\","
                                + " allowed_auth_methods: not set → [\"internal\"], limits.pre_auth_bytes: 8192 → 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backlog = 5", "num_acceptors = 1", "reuse_port = true"})
    void optionsOfTheSocketAskForAnotherOne(String option) {
        Plan plan = Plan.of(config(GENERAL + DOOR), config(GENERAL + DOOR + option));

        assertThat(plan.changed()).singleElement().matches(Plan.Kept::rebind);
        assertThat(plan.lines().getFirst()).startsWith("rebind listen.c2s[0] on 127.0.0.1:5222 for new connections: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_connections = 5", "proxy_protocol = true", "limits.depth = 5", "shaper = \"fast\""})
    void otherOptionsLeaveTheSocketAlone(String option) {
        String rules = "[shaper.fast]\nmax_rate = 1\n[access]\nfast = [{acl = \"all\", value = \"fast\"}]\n";

        Plan plan = Plan.of(config(GENERAL + rules + DOOR), config(GENERAL + rules + DOOR + option));

        assertThat(plan.changed()).singleElement().matches(kept -> !kept.rebind());
    }

    @Test
    void domainsComeAndGo() {
        String other = GENERAL.replace("hosts = [\"a.test\"]", "hosts = [\"b.test\"]");

        assertThat(plan(GENERAL, other)).containsExactly("serve b.test", "stop serving a.test; its sessions end");
    }

    @Test
    void rulesAndOptionsOfModulesAreSet() {
        String before = GENERAL + "[modules.mod_register]\n[access]\nold = [{acl = \"all\", value = \"deny\"}]\n";
        String after = GENERAL + "[modules.mod_register]\npassword_strength = 3\n[modules.mod_version]\n"
                + "[acl]\nlocal = [{match = \"current_domain\"}]\n";

        Plan plan = Plan.of(config(before), config(after));

        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.lines())
                .containsExactly(
                        "set acl.local: not set → {…}",
                        "set access.old: {…} → not set",
                        "set modules.mod_register.password_strength: 0 → 3",
                        "set modules.mod_version: not set → {…}");
    }

    @Test
    void whatASessionReliesOnNeedsARestart() {
        String after = GENERAL.replace("hosts", "event_loops = 7\n  hosts")
                + "versioning = true\n[modules.mod_presence]\n" + "[storage]\ndirectory = \"elsewhere\"\n";

        Plan plan = Plan.of(config(GENERAL), config(after));

        assertThat(plan.isPossible()).isFalse();
        assertThat(plan.lines())
                .hasSize(4)
                .contains(
                        "needs a restart: general.event_loops: not set → 7",
                        "needs a restart: modules.mod_roster.versioning: false → true",
                        "needs a restart: modules.mod_presence: false → true")
                .last()
                .asString()
                .startsWith("needs a restart: storage.directory: ");
    }

    @Test
    void whatHoldsForOneDomainIsNamedWithIt() {
        String own = "[[host_config]]\nhost = \"a.test\"\n";

        assertThat(plan(
                        GENERAL + own + "acl.x = [{match = \"none\"}]\n",
                        GENERAL + own + "[host_config.modules.mod_roster]\n[host_config.modules.mod_blocking]\n"))
                .containsExactly(
                        "set host_config.\"a.test\".acl.x: {…} → not set",
                        "needs a restart: host_config.\"a.test\".modules.mod_blocking: not set → {…}");
    }

    @Test
    void secretsAreNotTold() {
        String tls = DOOR
                + "tls.mode = \"starttls\"\ntls.module = \"just_tls\"\ntls.certfile = \"server.pem\"\ntls.password = \"%s\"\n";

        assertThat(plan(GENERAL + tls.formatted("one"), GENERAL + tls.formatted("two")))
                .containsExactly("change listen.c2s[0] on 127.0.0.1:5222 for new connections: tls.password changed");
    }

    /** A record that calls an option by another name than the file does would tell operators of an option that is none. */
    @Test
    void optionsAreCalledAsInTheFile() {
        Config everything =
                Config.read(golden().resolve("everything.toml")).config().orElseThrow();
        C2sSpec plain = config(GENERAL + DOOR + "tls.certfile = \"key.pem\"\n")
                .listen()
                .c2s()
                .getFirst();
        List<Difference> differences = new ArrayList<>(Difference.between(
                "listen.c2s", plain, everything.listen().c2s().getFirst()));
        differences.addAll(Difference.between("drain", config(GENERAL).drain(), everything.drain()));
        differences.addAll(Difference.between("general", config(GENERAL).general(), everything.general()));
        List<String> options =
                Described.by(Config::read).stream().map(Described.Option::key).toList();

        assertThat(differences)
                .hasSizeGreaterThan(30)
                .extracting(Difference::key)
                .filteredOn(
                        key -> options.stream().noneMatch(option -> option.equals(key) || option.startsWith(key + ".")))
                // Whether an option is written makes a difference for this one only.
                .containsOnly("listen.c2s.tls.verify_mode_written");
    }

    @Test
    void poolsOfADomainNeedARestart() {
        String both = GENERAL.replace("[\"a.test\"]", "[\"a.test\", \"b.test\"]");
        String pools = """
                [[host_config]]
                  host = "b.test"
                  auth.ldap.base = "dc=test"
                  outgoing_pools.ldap.default.workers = 5
                  outgoing_pools.ldap.bind.workers = 5
                """;
        Plan added = Plan.of(config(GENERAL), config(both + pools));
        Plan changed = Plan.of(
                config(both + pools), config(both + pools.replace("default.workers = 5", "default.workers = 6")));

        assertThat(added.isPossible()).isFalse();
        assertThat(changed.isPossible()).isFalse();
        assertThat(changed.lines())
                .anyMatch(line -> line.contains("host_config.\"b.test\".outgoing_pools.ldap.default.workers: 5 → 6"));
    }

    @Test
    void anotherQuestionToTheDirectoryNeedsNoRestart() {
        String ldap = GENERAL + """
                [auth.ldap]
                  base = "dc=test"
                [outgoing_pools.ldap.default]
                [outgoing_pools.ldap.bind]
                """;
        Plan plan = Plan.of(config(ldap), config(ldap.replace("dc=test", "ou=people,dc=test")));

        assertThat(plan.isPossible()).isTrue();
    }

    @Test
    void typesOfDomainsComeAndGoAndChangeWhileTheServerRuns() {
        String types = GENERAL.replace("hosts = [\"a.test\"]", "hosts = [\"a.test\"]\n  host_types = [\"club\"]");
        String club = """
                [[host_config]]
                  host_type = "club"
                  [host_config.auth.jwt]
                    secret.value = "0123456789abcdef0123456789abcdef"
                    algorithm = "HS256"
                    username_key = "sub"
                """;

        assertThat(plan(GENERAL, types)).containsExactly("set general.host_types: [] → [\"club\"]");
        Plan plan = Plan.of(config(types), config(types + club));
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.settings()).extracting(Difference::key).contains("host_config.club.auth.methods");
    }

    @Test
    void theServiceForThemComesWithARestart() {
        assertThat(plan(GENERAL, GENERAL + "[services.service_domain_db]\n"))
                .containsExactly("needs a restart: services.service_domain_db: not set → {…}");
        assertThat(plan(
                        GENERAL + "[services.service_domain_db]\n",
                        GENERAL + "[services.service_domain_db]\n  event_max_age = 1\n"))
                .containsExactly("nothing changes");
    }
}
