package im.vestibule.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.config.Host;
import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the {@code acl}, {@code access} and {@code shaper} tables of a file mean. */
class RulesFileTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test", "yard.test"]
              default_server_domain = "door.test"

            [auth.internal]

            [shaper]
              normal.max_rate = 1000
              fast.max_rate = 50_000

            [acl]
              by_default = [{}]
              everybody = [{match = "all"}]
              nobody = [{match = "none"}]
              hosted = [{match = "any_hosted_domain"}]
              user = [{user = "Juliet"}]
              server = [{match = "all", server = "wood.test"}]
              resource = [{resource = "Balcony"}]
              user_glob = [{user_glob = "j?l*[a-t]"}]
              server_glob = [{match = "all", server_glob = "w*.test"}]
              resource_glob = [{resource_glob = "*con*"}]
              user_regexp = [{user_regexp = "^jul.+t$"}]
              server_regexp = [{match = "all", server_regexp = "^(wood|yard)[.]"}]
              resource_regexp = [{resource_regexp = "[Bb]alc"}]
              both = [{user = "juliet", resource = "garden"}]
              either = [{user = "romeo"}, {user = "juliet"}]
              evil = [{user_regexp = "^(a+)+$"}, {user_regexp = "(x+x+)+y"}]

            [access]
              by_default = [{acl = "by_default", value = "allow"}]
              everybody = [{acl = "everybody", value = "allow"}]
              nobody = [{acl = "nobody", value = "allow"}]
              hosted = [{acl = "hosted", value = "allow"}]
              user = [{acl = "user", value = "allow"}]
              server = [{acl = "server", value = "allow"}]
              resource = [{acl = "resource", value = "allow"}]
              user_glob = [{acl = "user_glob", value = "allow"}]
              server_glob = [{acl = "server_glob", value = "allow"}]
              resource_glob = [{acl = "resource_glob", value = "allow"}]
              user_regexp = [{acl = "user_regexp", value = "allow"}]
              server_regexp = [{acl = "server_regexp", value = "allow"}]
              resource_regexp = [{acl = "resource_regexp", value = "allow"}]
              both = [{acl = "both", value = "allow"}]
              either = [{acl = "either", value = "allow"}]
              evil = [{acl = "evil", value = "allow"}]
              all_but_juliet = [{acl = "user", value = "deny"}, {acl = "all", value = "allow"}]
              max_user_sessions = [{acl = "user", value = 3}, {acl = "hosted", value = "infinity"}]
              speed = [{acl = "user", value = "fast"}, {acl = "server", value = "none"}, {acl = "all", value = "normal"}]
              merged = [{acl = "user", value = 1}, {acl = "all", value = "allow"}]

            [[host_config]]
              host = "yard.test"
              [host_config.acl]
                user = [{user = "romeo"}]
              [host_config.access]
                merged = [{acl = "user", value = 2}]
                only_here = [{acl = "all", value = "allow"}]
            """;
    private static final Config CONFIG =
            Config.read(TOML, Path.of(""), "test").config().orElseThrow();
    private static final String JULIET = "juliet@door.test/Balcony";

    private static Rules rules(String domain) {
        Host host = CONFIG.forHost(domain);
        return new Rules(
                host.acl(), host.access(), CONFIG.shaper(), CONFIG.general().hosts());
    }

    private static Access value(String rule, String jid, String domain) {
        return rules(domain).value(rule, Jid.of(jid), domain);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "by_default, juliet@door.test, juliet@yard.test",
        "everybody, puck@wood.test, ",
        "nobody, , juliet@door.test",
        "hosted, juliet@yard.test, puck@wood.test",
        "user, juliet@door.test, nurse@door.test",
        "user, juliet@door.test, juliet@yard.test",
        "server, puck@wood.test, juliet@door.test",
        "resource, juliet@door.test/Balcony, juliet@door.test/balcony",
        "user_glob, juliet@door.test, nurse@door.test",
        "user_glob, juliet@door.test, jules@door.tes",
        "server_glob, puck@wood.test, puck@good.test",
        "resource_glob, juliet@door.test/Balcony, juliet@door.test/roof",
        "user_regexp, juliet@door.test, xjuliet@door.test",
        "server_regexp, puck@yard.test, puck@backyard.test",
        "resource_regexp, juliet@door.test/Balcony, juliet@door.test",
        "both, juliet@door.test/garden, juliet@door.test/Balcony",
        "either, romeo@door.test, nurse@door.test",
        "all_but_juliet, nurse@door.test, juliet@door.test",
        "all, puck@wood.test, ",
        "none, , juliet@door.test",
        "absent, , juliet@door.test"
    })
    void meansSomebodyAndNotSomebodyElse(String rule, String allowed, String denied) {
        if (allowed != null) {
            assertThat(value(rule, allowed, "door.test")).isEqualTo(new Access.Allow());
        }
        if (denied != null) {
            assertThat(value(rule, denied, "door.test")).isEqualTo(new Access.Deny());
        }
    }

    @Test
    void givesNumbersAndNames() {
        Limit otherwise = new Limit(100);
        Rules rules = rules("door.test");

        assertThat(rules.limit("max_user_sessions", Jid.of(JULIET), "door.test", otherwise))
                .isEqualTo(new Limit(3));
        assertThat(rules.limit("max_user_sessions", Jid.of("nurse@door.test"), "door.test", otherwise))
                .isEqualTo(Limit.INFINITY);
        assertThat(rules.limit("max_user_sessions", Jid.of("puck@wood.test"), "door.test", otherwise))
                .isEqualTo(otherwise);
    }

    @Test
    void givesShapersByWhoItIs() {
        Rules rules = rules("door.test");

        assertThat(rules.rate("speed", Jid.of(JULIET), "door.test")).isEqualTo(OptionalInt.of(50_000));
        assertThat(rules.rate("speed", Jid.of("nurse@door.test"), "door.test")).isEqualTo(OptionalInt.of(1000));
        assertThat(rules.rate("speed", Jid.of("door.test"), "door.test")).isEqualTo(OptionalInt.of(1000));
        assertThat(rules.rate("speed", Jid.of("puck@wood.test"), "door.test")).isEmpty();
        assertThat(rules.rate("none", Jid.of(JULIET), "door.test")).isEmpty();
        assertThat(rules.rate("absent", Jid.of(JULIET), "door.test")).isEmpty();
        assertThat(rules.rate("everybody", Jid.of(JULIET), "door.test")).isEmpty();
    }

    @Test
    void mergesAHostsOwnClausesBeforeOneThatAllowsEverybody() {
        assertThat(value("merged", "juliet@yard.test", "yard.test")).isEqualTo(new Access.Amount(1));
        assertThat(value("merged", "romeo@yard.test", "yard.test")).isEqualTo(new Access.Amount(1));
        assertThat(value("merged", "nurse@yard.test", "yard.test")).isEqualTo(new Access.Allow());
        assertThat(value("merged", "romeo@door.test", "door.test")).isEqualTo(new Access.Allow());
        assertThat(value("only_here", "romeo@yard.test", "yard.test")).isEqualTo(new Access.Allow());
        assertThat(value("only_here", "romeo@door.test", "door.test")).isEqualTo(new Access.Deny());
    }

    /** With a matcher that tries every way to split the text it would take longer than there is a test. */
    @Test
    void isNotHeldUpByANameMadeForIt() {
        String local = "a".repeat(1000) + "b";

        assertThat(value("evil", local + "@door.test", "door.test")).isEqualTo(new Access.Deny());
        assertThat(value("evil", "x".repeat(1000) + "@door.test", "door.test")).isEqualTo(new Access.Deny());
        assertThat(value("evil", "a".repeat(1000) + "@door.test", "door.test")).isEqualTo(new Access.Allow());
    }
}
