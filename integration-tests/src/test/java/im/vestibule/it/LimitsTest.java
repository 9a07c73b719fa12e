package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final String GENERAL = Toml.HOST + """
              loglevel = "all"
              event_loops = 2
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

    private static void guess(Wire wire, Jid account) throws IOException {
        String plain = Wire.base64("\0" + account.local() + "\0wrong");
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
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
    void preAuthTimeEndsWhoeverIsNotLoggedInByThen() throws IOException {
        Site site = site("c2s_state_timeout = 'infinity'", "limits.pre_auth_time = 300");

        assertThat(connect(site).end()).contains("connection-timeout");
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
