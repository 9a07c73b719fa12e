package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.JidCache;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.component.Joining;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Far;
import im.vestibule.services.testing.Frames;
import im.vestibule.services.testing.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stanzas that another server brings for a component. */
class ArrivalTest {
    private static final Pair PROVEN = new Pair("gateway.test", "far.test");

    private final Hosts hosts = Served.hosts("a.test");
    private final Sessions sessions = new Sessions();
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final List<Pair> dialled = new ArrayList<>();
    private final Federation federation =
            Far.federation(hosts, route -> dialled.add(route.pair()), (stanza, error) -> {});
    private final Router router = new Router(
            hosts,
            sessions,
            new Accounts(
                    Map.of("a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)), new Decoys(new byte[32])),
            new Presences(sessions, hosts, new Outside(components, federation)),
            components,
            federation);
    private final Ear ear = new Ear();
    private final Component gateway = new Component("gateway.test", false, "all", false, true, ear);

    private void arrives(String stanza) {
        assertThat(router.route(PROVEN::equals, Frames.of(stanza), new JidCache()))
                .isIn(Routed.DONE, Routed.PASSED);
    }

    @Test
    void areItsOwn() {
        assertThat(components.join(gateway, false)).isEqualTo(Joining.JOINED);

        arrives("<message from='bob@far.test' to='x@gateway.test'/>");

        assertThat(ear.heard()).containsExactly("<message from='bob@far.test' to='x@gateway.test'/>");
        assertThat(dialled).isEmpty();
    }

    /** They go back to where they came from, and not on, in a name that is not ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='bob@far.test' to='x@gateway.test'/>",
                "<presence from='bob@far.test' to='x@gateway.test'/>",
                "<iq type='get' id='1' from='bob@far.test' to='gateway.test'><q xmlns='x'/></iq>"
            })
    void comeBackIfItIsGone(String stanza) {
        assertThat(components.join(gateway, false)).isEqualTo(Joining.JOINED);
        components.leave(gateway);

        arrives(stanza);

        assertThat(ear.heard()).isEmpty();
        assertThat(dialled).containsExactly(PROVEN);
    }
}
