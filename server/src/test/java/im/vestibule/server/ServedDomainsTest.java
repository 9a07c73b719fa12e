package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Config;
import im.vestibule.config.Policy;
import im.vestibule.config.Reading;
import im.vestibule.core.Loops;
import im.vestibule.core.Transport;
import im.vestibule.services.access.Rules;
import im.vestibule.services.domain.Change;
import im.vestibule.services.domain.Domains;
import im.vestibule.services.domain.Refusal;
import im.vestibule.services.federation.Terms;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedDomainsTest {
    private static final String TOML = """
        [general]
          hosts = ["fixed.test"]
          host_types = ["club", "guild"]
          default_server_domain = "fixed.test"
        [auth]
          [auth.internal]
        [services.service_domain_db]
        [modules.mod_roster]
        [modules.mod_offline]
        [modules.mod_register]
        [[host_config]]
          host_type = "guild"
          [host_config.auth]
            [host_config.auth.anonymous]
        """;

    private static final int MANY = 10_000;

    private final Loops loops = Loops.start(Transport.usual(), 1);
    private final Store store;
    private final Path directory;
    private Interior interior;

    ServedDomainsTest(@TempDir Path directory) {
        this.directory = directory;
        store = Store.open(directory);
        store.write(handle -> {
            PreparedBatch batch =
                    handle.prepareBatch("INSERT INTO dynamic_domains (domain, host_type, status) VALUES (?, ?, ?)");
            for (int i = 0; i < MANY; i++) {
                batch.add("d" + i + ".test", "club", "enabled");
            }
            batch.add("off.test", "club", "disabled");
            batch.add("old.test", "circle", "enabled");
            batch.add("fixed.test", "club", "enabled");
            return batch.execute();
        });
        interior = new Interior(config(TOML), store, loops, calls(), new Readiness(), InstantSource.system());
    }

    @AfterEach
    void close() {
        interior.close();
        loops.close();
    }

    /** There are none. */
    private CallFiles calls() {
        return CallFiles.read(config(TOML));
    }

    private Config config(String toml) {
        Reading reading = Config.read(toml, directory, "domains.toml");
        return reading.config().orElseThrow(() -> new AssertionError(reading.problems()));
    }

    private Hosts hosts() {
        return interior.services(config(TOML)).hosts();
    }

    private Domains domains() {
        return interior.domains().orElseThrow();
    }

    private Rules rules(String domain) {
        return Objects.requireNonNull(hosts().find(domain)).rules();
    }

    private Set<AuthMethod> methods(String domain) {
        Set<AuthMethod> methods = EnumSet.noneOf(AuthMethod.class);
        for (AuthMethod method : AuthMethod.values()) {
            if (interior.accounts().checksPasswords(domain, Set.of(method))
                    || interior.accounts().welcomesStrangers(domain, Set.of(method))) {
                methods.add(method);
            }
        }
        return methods;
    }

    @Test
    void tenThousandDomainsOfATypeShareEverythingButTheirNames() {
        List<Function<Host, Object>> parts = List.of(
                Host::rules,
                Host::mechanisms,
                Host::requests,
                host -> host.rosters().orElseThrow(),
                host -> host.offline().orElseThrow(),
                host -> host.registration().orElseThrow());
        for (Function<Host, Object> part : parts) {
            Set<Object> built = Collections.newSetFromMap(new IdentityHashMap<>());
            hosts().all().stream()
                    .filter(host -> host.name().startsWith("d"))
                    .map(part)
                    .forEach(built::add);
            assertThat(built).hasSize(1);
        }
        assertThat(hosts().all())
                .hasSize(MANY + 1)
                .allSatisfy(host -> assertThat(hosts().find(host.name())).isSameAs(host));
        assertThat(methods("d9999.test")).containsExactly(AuthMethod.INTERNAL);
    }

    @Test
    void servesTheEnabledOnesThatTheFileKnowsTheTypeOf() {
        assertThat(hosts().serves("off.test")).isFalse();
        assertThat(hosts().serves("old.test")).isFalse();
        assertThat(methods("off.test")).isEmpty();
        assertThat(domains().ofType("club").orElseThrow()).hasSize(MANY).doesNotContain("fixed.test");
    }

    @Test
    void goesByTheTypeFromTheMomentThatADomainIsAdded() {
        assertThat(domains().insert("new.test", "guild")).isInstanceOf(Change.Done.class);

        assertThat(hosts().serves("new.test")).isTrue();
        assertThat(methods("new.test")).contains(AuthMethod.ANONYMOUS).doesNotContain(AuthMethod.INTERNAL);
        domains().disable("new.test");
        assertThat(hosts().serves("new.test")).isFalse();
        assertThat(methods("new.test")).isEmpty();
    }

    @Test
    void speaksWithOtherServersOnTheTermsOfTheType() {
        domains().insert("new.test", "guild");

        Terms terms = interior.servers(config(TOML + """
              [host_config.s2s]
                default_policy = "deny"
            [[listen.s2s]]
              port = 0
            """)).terms();

        assertThat(terms.of("new.test").defaultPolicy()).isEqualTo(Policy.DENY);
        assertThat(terms.of("d1.test").defaultPolicy()).isEqualTo(Policy.ALLOW);
        assertThat(terms.of("fixed.test").defaultPolicy()).isEqualTo(Policy.ALLOW);
        assertThat(terms.of("guild").defaultPolicy()).as("no domain of ours").isEqualTo(Policy.ALLOW);
    }

    private void adopt(String toml) {
        interior.adopt(interior.furnish(config(toml)), calls());
    }

    @Test
    void aReloadKeepsDynamicDomainsAndPutsTheFileFirst() {
        Host fixed = hosts().find("fixed.test");
        domains().insert("new.test", "guild");

        adopt(TOML.replace("[\"fixed.test\"]", "[\"fixed.test\", \"d1.test\"]")
                .replace("\"guild\"]", "\"guild\", \"circle\"]"));

        assertThat(hosts().serves("new.test")).isTrue();
        assertThat(hosts().serves("old.test")).as("its type is known now").isTrue();
        assertThat(hosts().find("fixed.test")).isNotSameAs(fixed);
        assertThat(rules("d1.test")).isNotSameAs(rules("d2.test"));
        assertThat(domains().disable("d1.test")).isEqualTo(new Change.Refused(Refusal.STATIC));

        adopt(TOML.replace("[\"fixed.test\"]", "[\"d2.test\"]"));

        assertThat(rules("d1.test")).isSameAs(rules("d3.test"));
        assertThat(hosts().serves("fixed.test")).as("now it is dynamic").isTrue();
        assertThat(hosts().serves("old.test")).isFalse();
    }

    @Test
    void servesThemAgainAfterARestart() {
        domains().insert("new.test", "guild");
        domains().disable("d1.test");
        interior.close();

        interior = new Interior(
                config(TOML), Store.open(directory), loops, calls(), new Readiness(), InstantSource.system());

        assertThat(hosts().serves("new.test")).isTrue();
        assertThat(hosts().serves("d1.test")).isFalse();
        assertThat(hosts().serves("d2.test")).isTrue();
    }

    @Test
    void servesNoneWithoutTheService() {
        interior.close();

        Config without = config(TOML.replace("[services.service_domain_db]\n", ""));
        interior =
                new Interior(without, Store.open(directory), loops, calls(), new Readiness(), InstantSource.system());

        assertThat(interior.domains()).isEmpty();
        assertThat(interior.domainAdmins()).isEmpty();
        assertThat(hosts().all()).extracting(Host::name).containsExactly("fixed.test");
    }
}
