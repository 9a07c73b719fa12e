package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.XmlElement;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.testing.Far;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FederationTest {
    private static final Optional<Terms> TERMS = Optional.of(new Terms(Optional::of, Set.of(), Far.spec(), Map.of()));
    private static final XmlElement STANZA = XmlElement.of("presence", "jabber:client", "");

    private final Federation federation =
            new Federation(new Hosts(List.of()), TERMS, OptionalInt.of(1), route -> {}, (stanza, error) -> {});

    private Route way(String remote) {
        return (Route) federation.passage("a.test", remote);
    }

    @Test
    void takesOnAnotherBoundForWaysThatAreNotInUse() {
        Route used = way("b.test");
        Route idle = way("c.test");
        assertThat(used.send(STANZA)).isTrue();

        federation.adopt(TERMS, OptionalInt.of(2));

        assertThat(way("b.test")).isSameAs(used);
        assertThat(used.send(STANZA)).isFalse();
        Route fresh = way("c.test");
        assertThat(fresh).isNotSameAs(idle);
        assertThat(fresh.send(STANZA)).isTrue();
        assertThat(fresh.send(STANZA)).isTrue();
        assertThat(fresh.send(STANZA)).isFalse();
    }
}
