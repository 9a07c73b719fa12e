package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More connections than a listener takes, from one place or in all. */
@Hostile
class HostileLimitsTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/home");

    /** {@code -Dhostile.crowd=15000 -Dhostile.rounds=10 -Dhostile.silence=5000} is the whole row R04. */
    private static final int CROWD = Integer.getInteger("hostile.crowd", 300);

    private static final int ROUNDS = Integer.getInteger("hostile.rounds", 3);

    private static final int SPARE = 20;

    private final Wires wires = new Wires();

    @AfterEach
    void close() throws IOException {
        wires.close();
    }

    private Wire connect(Site site, String door) throws IOException {
        return wires.add(site.connect(door));
    }

    private Wire connect(Site site, String door, String client) throws IOException {
        Wire wire = connect(site, door);
        wire.say("PROXY TCP4 " + client + " 192.0.2.8 1234 5222\r\n");
        return wire;
    }

    @Test
    @Tells("listener_full")
    void r01NewcomersWaitOnceMaxConnectionsAreThere(Site site) throws IOException {
        site.renew(ALICE.bare());
        Wire alice = connect(site, "full").login(ALICE);
        Wire second = connect(site, "full").greet("door.test");
        Wire third = connect(site, "full");
        third.say(Wire.header("door.test"));

        assertThat(alice.unread()).isEmpty();
        assertThat(third.socket().getInputStream().available()).isZero();
        second.close();
        third.hear(Pattern.compile("(?s).*</stream:features>"));
        assertThat(alice.unread()).isEmpty();
    }

    @Test
    void r02ConnectionsPerAddressTurnAwayNewcomersOfThatAddressOnly(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        Wire alice = connect(site, "proxied_few", "192.0.2.1").login(ALICE);
        connect(site, "proxied_few", "192.0.2.1").greet("door.test");

        for (int i = 0; i < 20; i++) {
            assertThat(connect(site, "proxied_few", "192.0.2.1").end()).isEmpty();
        }
        connect(site, "proxied_few", "192.0.2.2").login(BOB);
        assertThat(alice.unread()).isEmpty();
    }

    @Test
    void r02ConnectionRatePerAddressTurnsAwayWhoComesTooOften(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        Wire alice = connect(site, "proxied_seldom", "192.0.2.1").login(ALICE);
        assertThat(connect(site, "proxied_seldom", "192.0.2.1").end()).isEmpty();
        connect(site, "proxied_seldom", "192.0.2.2").login(BOB);
        assertThat(alice.unread()).isEmpty();
    }

    /** Until one is told nothing, at most a thousand times. */
    @Test
    void r02ConnectionRateTurnsAwayWhoeverIsTooMuch(Site site) throws IOException {
        site.renew(ALICE.bare());
        Wire alice = connect(site, "seldom").login(ALICE);
        boolean refused = false;
        for (int i = 0; !refused && i < 1_000; i++) {
            Wire wire = connect(site, "seldom");
            wire.say(Wire.header("door.test") + "</stream:stream>");
            refused = wire.end().isEmpty();
        }
        assertThat(refused).isTrue();
        assertThat(alice.unread()).isEmpty();
    }

    /** A second passes between two attempts to accept, so their number tells that it does not spin. */
    @Test
    @Tells("accept_failed")
    void r03WithoutDescriptorsNewcomersWait(Site site) throws Exception {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        Wire alice = connect(site, "clear").login(ALICE);
        List<Wire> crowd = new ArrayList<>();
        long start = System.nanoTime();
        try (Rlimit _ = site.fort().descriptors(SPARE)) {
            for (int i = 0; i < 2 * SPARE; i++) {
                crowd.add(site.connect("clear"));
            }
            assertThat(site.fort().awaitLogged("accept_failed", 2))
                    .isLessThanOrEqualTo(
                            2 + Duration.ofNanos(System.nanoTime() - start).toSeconds());
            assertThat(alice.unread()).isEmpty();
            for (Wire wire : crowd) {
                wire.close();
            }
            connect(site, "clear").login(BOB);
        }
        assertThat(alice.unread()).isEmpty();
    }

    @Test
    void r04SilentConnectionsAreClosedInTimeAgainAndAgain(Site site) throws IOException {
        int others = site.connections();
        for (int round = 0; round < ROUNDS; round++) {
            List<Wire> silent = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                silent.add(site.connect("patient"));
            }
            for (Wire wire : silent) {
                assertThat(wire.end()).contains("<connection-timeout ");
                wire.close();
            }
            await().until(() -> site.connections() == others);
        }
    }
}
