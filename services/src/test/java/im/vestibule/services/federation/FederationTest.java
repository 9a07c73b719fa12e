package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.testing.Far;
import im.vestibule.services.testing.Served;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FederationTest {
    private static final Optional<Terms> TERMS = Optional.of(new Terms(Optional::of, Set.of(), Far.spec(), Map.of()));
    private static final XmlElement STANZA = XmlElement.of("presence", "jabber:client", "");

    private static final Passage FULL = new Passage.Barred(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT));

    private long now;
    private final Federation federation = new Federation(
            new Hosts(List.of()), TERMS, OptionalInt.of(1), route -> {}, (stanza, error) -> {}, () -> now);

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

    private static Federation federation(S2sSpec spec) {
        Terms terms = new Terms(Optional::of, Set.of(), spec, Map.of());
        return new Federation(
                Served.hosts("a.test"), Optional.of(terms), OptionalInt.empty(), route -> {}, (stanza, error) -> {});
    }

    private static S2sSpec knowing(String host) {
        S2sSpec plain = Far.spec();
        return new S2sSpec(
                plain.defaultPolicy(),
                plain.hostPolicy(),
                plain.useStarttls(),
                plain.certfile(),
                plain.cacertfile(),
                plain.shared(),
                List.of(new S2sSpec.Address(host, InetAddress.getLoopbackAddress(), Optional.empty())),
                plain.ciphers(),
                plain.maxRetryDelay(),
                plain.outgoing(),
                plain.dns());
    }

    @Test
    void looksForNoAddressUnlessTheFileSaysWhereItsServerIs() {
        assertThat(federation(Far.spec()).reaches("192.0.2.1")).isFalse();
        assertThat(federation(knowing("192.0.2.1")).reaches("192.0.2.1")).isTrue();
        assertThat(federation(knowing("192.0.2.1")).reaches("192.0.2.2")).isFalse();
    }

    @Test
    void knowsTenThousandWaysAndNoMoreThatAreInUse() {
        for (int i = 0; i < Federation.ROUTES; i++) {
            assertThat(way(i + ".test").send(STANZA)).isTrue();
        }
        assertThat(federation.passage("a.test", "one.more.test")).isEqualTo(FULL);

        way("7.test").failed(StanzaError.of(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND));

        assertThat(federation.passage("a.test", "one.more.test"))
                .as("all of them were looked at just now")
                .isEqualTo(FULL);
        now += Federation.LOOK.toNanos();
        assertThat(way("one.more.test").send(STANZA))
                .as("the other one only rests")
                .isTrue();
    }
}
