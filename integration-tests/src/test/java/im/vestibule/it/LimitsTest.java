package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Listener;
import im.vestibule.core.Tally.Refusal;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of listeners as a file sets them, on the wire. Names begin with the row of hostile inputs they answer. */
class LimitsTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/home");
    private static final String FAILURE =
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
    private static final String GENERAL = """
            [general]
              loglevel = "all"
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_ping]
            [shaper]
              slow.max_rate = 1000
            [access]
              slow = [{acl = "people", value = "slow"}, {acl = "all", value = "none"}]
            [acl]
              people = [{user_regexp = "."}]
            [[listen.c2s]] # door
              port = 0
              ip_address = "127.0.0.1"
            """;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Site site(String... options) throws IOException {
        InstantSource clock = time::get;
        Site site = Site.of(GENERAL + String.join("\n", options) + "\n", clock);
        open.add(site);
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        return site;
    }

    private Wire connect(Site site) throws IOException {
        Wire wire = site.connect("door");
        open.add(wire);
        return wire;
    }

    private static Listener listener(Site site) {
        return site.house().listeners().all().getFirst();
    }

    /** Says a PROXY header of a client at this address. */
    private Wire connect(Site site, String client) throws IOException {
        Wire wire = connect(site);
        wire.say("PROXY TCP4 " + client + " 192.0.2.8 1234 5222\r\n");
        return wire;
    }

    private static void guess(Wire wire, Jid account) throws IOException {
        String plain = Wire.base64("\0" + account.local() + "\0wrong");
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
    }

    @Test
    void r01MaxConnectionsMakesNewcomersWaitAndHarmsNoSession() throws IOException {
        Site site = site("max_connections = 2", "num_acceptors = 1");
        Wire alice = connect(site).login(ALICE);
        Wire second = connect(site).greet("door.test");
        Wire third = connect(site);
        third.say(Wire.header("door.test"));

        assertThat(alice.unread()).isEmpty();
        assertThat(listener(site).connections()).isEqualTo(2);
        second.close();
        third.hear(Pattern.compile("(?s).*</stream:features>"));
        assertThat(alice.unread()).isEmpty();
    }

    @Test
    void r02ConnectionsPerAddressTurnsAwayNewcomersOfThatAddressOnly() throws IOException {
        Site site = site("proxy_protocol = true", "limits.connections_per_address = 2");
        Wire alice = connect(site, "192.0.2.1").login(ALICE);
        connect(site, "192.0.2.1").greet("door.test");

        assertThat(connect(site, "192.0.2.1").end()).isEmpty();
        assertThat(listener(site).tally().refused(Refusal.CONNECTIONS_PER_ADDRESS))
                .isEqualTo(1);
        connect(site, "192.0.2.2").login(BOB);
        assertThat(alice.unread()).isEmpty();
    }

    @Test
    void r02ConnectionRatesTurnAwayWhoeverIsTooMuch() throws IOException {
        Site perAddress = site("proxy_protocol = true", "limits.connection_rate_per_address = 1");
        connect(perAddress, "192.0.2.1").login(ALICE);
        assertThat(connect(perAddress, "192.0.2.1").end()).isEmpty();
        connect(perAddress, "192.0.2.2").login(BOB);
        assertThat(listener(perAddress).tally().refused(Refusal.CONNECTION_RATE_PER_ADDRESS))
                .isEqualTo(1);

        Site inAll = site("limits.connection_rate = 1");
        connect(inAll).login(ALICE);
        for (int i = 0; listener(inAll).tally().refused(Refusal.CONNECTION_RATE) == 0; i++) {
            connect(inAll);
            assertThat(i).isLessThan(1000);
        }
    }

    @Test
    void l08AHundredFailedLoginsBehindABalancerSlowDownTheirClientOnly() throws IOException {
        Site site =
                site("proxy_protocol = true", "c2s_state_timeout = 60_000", "limits.failed_logins_per_address = 100");
        for (int i = 0; i < 25; i++) {
            Wire wire = connect(site, "192.0.2.1").greet("door.test");
            for (int attempt = 0; attempt < 4; attempt++) {
                guess(wire, ALICE);
                wire.hear(FAILURE);
            }
        }

        Wire guesser = connect(site, "192.0.2.1").greet("door.test");
        long asked = System.nanoTime();
        guess(guesser, ALICE);
        Wire alice = connect(site, "192.0.2.2").login(ALICE);
        assertThat(alice.unread()).isEmpty();
        guesser.hear(FAILURE);
        assertThat(System.nanoTime() - asked)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void failedLoginsPerAccountSlowDownTheAccountAndLetItInAllTheSame() throws IOException {
        Site site = site("c2s_state_timeout = 60_000", "limits.failed_logins_per_account = 2");
        for (Jid account : List.of(ALICE, Jid.of("nobody@door.test"))) {
            Wire wire = connect(site).greet("door.test");
            guess(wire, account);
            wire.hear(FAILURE);
            guess(wire, account);
            wire.hear(FAILURE);
            long asked = System.nanoTime();
            guess(wire, account);
            wire.hear(FAILURE);
            assertThat(System.nanoTime() - asked)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
        connect(site).login(BOB);
        // Waits two seconds and is forgiven.
        assertThat(connect(site).login(ALICE).unread()).isEmpty();
    }

    @Test
    void shaperPutsOffWhatComesNextOnceItIsKnownWhoItIs() throws IOException {
        Site site = site("shaper = 'slow'");
        Wire alice = connect(site).login(ALICE);
        long start = System.nanoTime();
        alice.say("<message to='alice@door.test/away'><body>" + "x".repeat(2_500) + "</body></message>");
        // Read and answered at once; only what comes next has to wait.
        alice.hear(Pattern.compile("(?s)<message .*</message>"));
        alice.unread();

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_500).toNanos());
    }

    @Test
    void preAuthBytesAndElementsBoundAStreamAsAWhole() throws IOException {
        Site site = site("c2s_state_timeout = 60_000", "limits.pre_auth_bytes = 500");
        Wire wire = connect(site);
        wire.open("door.test");
        wire.say(" ".repeat(16 * 500));

        assertThat(wire.end()).contains("<policy-violation").endsWith("</stream:stream>");
    }

    @Test
    void r04SilentConnectionsAreClosedInTimeAgainAndAgain() throws Exception {
        Site site = site("c2s_state_timeout = 200");
        for (int round = 0; round < 3; round++) {
            List<Wire> silent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                silent.add(connect(site));
            }
            for (Wire wire : silent) {
                assertThat(wire.end()).contains("connection-timeout");
                wire.close();
            }
            await().until(() -> listener(site).connections() == 0);
        }
        assertThat(connect(site).login(ALICE).unread()).isEmpty();
    }

    @Test
    void r09AJumpOfTheClockEndsNothing() throws IOException {
        Site site = site("hibernate_after = 1000");
        Wire alice = connect(site).login(ALICE);
        Wire negotiating = connect(site).greet("door.test");
        for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-2), Duration.ofDays(400))) {
            time.updateAndGet(now -> now.plus(jump));

            assertThat(alice.unread()).isEmpty();
            guess(negotiating, ALICE);
            negotiating.hear(FAILURE);
        }
    }
}
