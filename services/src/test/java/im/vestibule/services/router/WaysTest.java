package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.access.Rules;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.component.Joining;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Terms;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Far;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where stanzas go, as docs/life-of-a-stanza.md has it. */
class WaysTest {
    private final Hosts hosts = Served.hosts("a.test", "b.test", "sub.a.test");
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final Ways ways = new Ways(hosts, components, Far.federation(hosts));

    WaysTest() {
        join("echo.a.test", false);
        join("gateway.example", false);
        join("wide", true);
    }

    private void join(String name, boolean everywhere) {
        Component component = new Component(name, everywhere, "all", false, true, new Ear());
        assertThat(components.join(component, false)).isEqualTo(Joining.JOINED);
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, host a.test",
        "sub.a.test, host sub.a.test",
        "echo.a.test, component echo.a.test",
        "gateway.example, component gateway.example",
        "wide.a.test, component wide",
        "wide.b.test, component wide",
        "wide.sub.a.test, component wide",
        "echo.b.test, nowhere",
        "deep.echo.a.test, nowhere",
        "wide.example, abroad",
        "wide, abroad",
        "test, abroad",
        "example, abroad",
        "127.0.0.1, nowhere",
        "[::1], nowhere",
    })
    void leadToHostsThenToComponentsThenToOtherServers(String domain, String way) {
        assertThat(name(ways.to(domain))).isEqualTo(way);
    }

    /** {@code general.route_subdomains = "s2s"} for {@code a.test}, and for no other host. */
    @ParameterizedTest
    @CsvSource({
        "a.test, host a.test",
        "sub.a.test, host sub.a.test",
        "echo.a.test, component echo.a.test",
        "wide.a.test, component wide",
        "elsewhere.a.test, abroad",
        "deep.echo.a.test, abroad",
        "elsewhere.sub.a.test, nowhere",
        "elsewhere.b.test, nowhere",
        "example, abroad",
        "127.0.0.1, nowhere",
    })
    void leadToOtherServersBelowAHostWhereTheFileSaysSo(String domain, String way) {
        Terms terms = new Terms(Optional::of, Set.of("a.test"), Far.spec(), Map.of());
        Federation open =
                new Federation(hosts, Optional.of(terms), OptionalInt.empty(), route -> {}, (stanza, error) -> {});

        assertThat(name(new Ways(hosts, components, open).to(domain))).isEqualTo(way);
    }

    private static String name(Way way) {
        return switch (way) {
            case Way.Inside(var host) -> "host " + host.name();
            case Way.Across(var component) -> "component " + component.name();
            case Way.Abroad() -> "abroad";
            case Way.Nowhere() -> "nowhere";
        };
    }
}
