package im.vestibule.services.component;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AccessSpec;
import im.vestibule.config.AclSpec;
import im.vestibule.config.Config;
import im.vestibule.model.Jid;
import im.vestibule.services.access.Rules;
import im.vestibule.services.disco.Service;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static final Rules ANYBODY = new Rules(Map.<String, AclSpec>of(), Map.<String, AccessSpec>of(), List.of());

    private final Hosts hosts = Served.hosts("a.test", "b.test", "deep.a.test");
    private final Components components = new Components(hosts, ANYBODY);

    private static Component component(String name, boolean everywhere) {
        return new Component(name, everywhere, "all", false, true, new Ear());
    }

    private static List<String> heard(Component component) {
        return ((Ear) component.outlet()).heard();
    }

    private Component join(String name, boolean everywhere) {
        Component component = component(name, everywhere);
        assertThat(components.join(component, false)).isEqualTo(Joining.JOINED);
        return component;
    }

    @Test
    void isFoundByItsDomainWhileItIsThere() {
        Component echo = join("echo.elsewhere.test", false);

        assertThat(components.find("echo.elsewhere.test")).isEqualTo(echo);
        assertThat(components.find("elsewhere.test")).isNull();
        assertThat(components.find("deep.echo.elsewhere.test")).isNull();

        components.leave(echo);
        assertThat(components.find("echo.elsewhere.test")).isNull();
    }

    @Test
    void isFoundBelowEveryHostThatThereIsAtThatMoment() {
        Component echo = join("echo.v2", true);

        assertThat(components.find("echo.v2.a.test")).isEqualTo(echo);
        assertThat(components.find("echo.v2.deep.a.test")).isEqualTo(echo);
        assertThat(components.find("echo.v2.c.test")).isNull();
        assertThat(components.find("echo.v2")).isNull();

        hosts.replace(List.of(Served.host("c.test", Optional.empty())));
        assertThat(components.find("echo.v2.c.test")).isEqualTo(echo);
        assertThat(components.find("echo.v2.a.test")).isNull();
    }

    @Test
    void leavesItsNameToTheFirstOfTwo() {
        Component first = join("echo.a.test", false);

        assertThat(components.join(component("echo.a.test", false), false)).isEqualTo(Joining.TAKEN);
        assertThat(components.join(component("echo", true), false)).isEqualTo(Joining.TAKEN);

        assertThat(components.find("echo.a.test")).isEqualTo(first);
        assertThat(components.find("echo.b.test")).isNull();
        assertThat(heard(first)).isEmpty();
    }

    @Test
    void leavesItsNameToTheLastOfTwoThatKick() {
        Component first = join("echo.a.test", false);
        Component second = component("echo", true);
        assertThat(components.join(second, true)).isEqualTo(Joining.JOINED);
        assertThat(heard(first)).containsExactly("closed: conflict");

        Component third = component("echo.b.test", false);
        assertThat(components.join(third, true)).isEqualTo(Joining.JOINED);
        assertThat(heard(second)).containsExactly("closed: conflict");
        assertThat(components.find("echo.b.test")).isEqualTo(third);
        assertThat(components.find("echo.a.test")).isNull();

        // The first goes only now, and takes nothing of the others with it.
        components.leave(first);
        components.leave(second);
        assertThat(components.find("echo.b.test")).isEqualTo(third);
    }

    @Test
    void hasNoHostsName() {
        assertThat(components.join(component("a.test", false), true)).isEqualTo(Joining.TAKEN);
        assertThat(components.join(component("deep", true), true)).isEqualTo(Joining.TAKEN);
    }

    @Test
    void isSentAwayWhenItsDomainBecomesAHosts() {
        Component echo = join("echo.a.test", false);
        Component other = join("other.a.test", false);

        hosts.replace(List.of(Served.host("echo.a.test", Optional.empty())));
        components.adopt(ANYBODY);

        assertThat(heard(echo)).containsExactly("closed: conflict");
        assertThat(heard(other)).isEmpty();
        assertThat(components.find("echo.a.test")).isNull();
    }

    @Test
    void speaksForItsOwnDomainsUnlessNobodyChecks() {
        Component echo = join("echo.a.test", false);
        Component everywhere = join("wide", true);
        Component free = new Component("free.test", false, "all", false, false, new Ear());

        assertThat(components.speaksFor(echo, "echo.a.test")).isTrue();
        assertThat(components.speaksFor(echo, "a.test")).isFalse();
        assertThat(components.speaksFor(echo, "deep.echo.a.test")).isFalse();
        assertThat(components.speaksFor(everywhere, "wide.b.test")).isTrue();
        assertThat(components.speaksFor(everywhere, "wide")).isFalse();
        assertThat(components.speaksFor(everywhere, "wide.c.test")).isFalse();
        assertThat(components.speaksFor(everywhere, "echo.a.test")).isFalse();
        assertThat(components.speaksFor(free, "a.test")).isTrue();
    }

    @Test
    void hearsThoseThatItsRuleLetsThrough() {
        Config config = Config.read("""
                        [general]
                          hosts = ["a.test"]
                          default_server_domain = "a.test"
                        [acl]
                          staff = [{user = "boss", server = "a.test"}]
                          locals = [{match = "current_domain"}]
                        [access]
                          staff = [{acl = "staff", value = "allow"}]
                          locals = [{acl = "locals", value = "allow"}]
                        """, Path.of(""), "test").config().orElseThrow();
        components.adopt(new Rules(config.acl(), config.access(), List.of("a.test")));
        Component staff = new Component("x.test", false, "staff", false, true, new Ear());
        Component locals = new Component("y.test", false, "locals", false, true, new Ear());
        Component gone = new Component("z.test", false, "gone", false, true, new Ear());

        assertThat(components.admits(staff, Jid.of("boss@a.test/desk"))).isTrue();
        assertThat(components.admits(staff, Jid.of("alice@a.test/desk"))).isFalse();
        assertThat(components.admits(locals, Jid.of("alice@a.test/desk"))).isTrue();
        assertThat(components.admits(locals, Jid.of("alice@elsewhere.test"))).isFalse();
        assertThat(components.admits(gone, Jid.of("boss@a.test"))).isFalse();
    }

    @Test
    void isListedByTheNearestHostAboveIt() {
        join("x.deep.a.test", false);
        join("y.a.test", false);
        join("elsewhere.test", false);
        Component secret = new Component("wide", true, "all", true, true, new Ear());
        assertThat(components.join(secret, false)).isEqualTo(Joining.JOINED);

        assertThat(components.services("a.test"))
                .containsExactly(
                        new Service(Jid.of("wide.a.test"), Optional.empty(), true),
                        new Service(Jid.of("y.a.test"), Optional.empty(), false));
        assertThat(components.services("deep.a.test"))
                .extracting(service -> service.jid().domain())
                .containsExactly("wide.deep.a.test", "x.deep.a.test");
    }
}
