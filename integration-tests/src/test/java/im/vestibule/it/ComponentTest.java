package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import im.vestibule.model.Jid;
import im.vestibule.server.House.Reloading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of a {@code [[listen.service]]} besides what conversations tell. */
class ComponentTest {
    private static final String TOML = Toml.HOST + """
              loglevel = "all"
              event_loops = 2
              # of the whole house
            [modules.mod_ping]
            [drain]
              period = 0
              see_other_host = "elsewhere.test"
            [shaper]
              slow.max_rate = 1000
            [access]
              anybody = [{acl = "all", value = "allow"}]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
            [[listen.service]] # component
              port = 0
              ip_address = "127.0.0.1"
              password = "component-secret"
              # of this door
            """;
    private static final Jid ALICE = Jid.of("alice@door.test/home");

    /** 64 MiB of ours, and what the kernel holds at both ends, by its usual limits. */
    private static final long MOST = 90L * 1024 * 1024;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static String toml(String general, String option) {
        return TOML.replace("# of the whole house", general).replace("# of this door", option);
    }

    private Site site(String general, String option) throws IOException {
        Site site = Site.of(toml(general, option));
        open.add(site);
        site.renew(ALICE.bare());
        return site;
    }

    private Site site(String option) throws IOException {
        return site("", option);
    }

    private Wire connect(Site site) throws IOException {
        Wire wire = site.connect("component");
        open.add(wire);
        return wire;
    }

    private Wire login(Site site) throws IOException {
        Wire wire = site.connect("clear");
        open.add(wire);
        return wire.login(ALICE);
    }

    private static void greet(Wire wire, String name) throws IOException {
        wire.say(Wire.componentHeader(name));
        wire.hear(Pattern.compile("(?s)<\\?xml .*?<stream:stream [^>]*>"));
    }

    @Test
    void endsThoseWhoKeepItWaiting() throws IOException {
        Site site = site("");
        Wire silent = connect(site);
        Wire greeted = connect(site);
        greet(greeted, "late.door.test");
        Wire joined = connect(site).join("echo.door.test");

        assertThat(silent.end()).contains("<stream:stream ", "<connection-timeout ");
        assertThat(greeted.end()).startsWith("<stream:error><connection-timeout ");
        assertThat(joined.unread()).isEmpty();
    }

    @Test
    void endsThoseWhoTakeLongerThanPreAuthTime() throws IOException {
        Wire silent = connect(site("limits.pre_auth_time = 300"));

        assertThat(silent.end()).contains("connection-timeout");
    }

    @Test
    void failedLoginsPerAccountSlowDownHandshakesForAName() throws IOException {
        Site site = site("limits.failed_logins_per_account = 1");
        Wire guesser = connect(site);
        greet(guesser, "echo.door.test");
        guesser.say("<handshake/>");
        assertThat(guesser.end()).contains("not-authorized");

        long asked = System.nanoTime();
        assertThat(connect(site).join("echo.door.test").unread()).isEmpty();
        assertThat(System.nanoTime() - asked)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void shaperRulePutsOffWhatComesNext() throws IOException {
        Wire echo = connect(site("shaper_rule = 'slow'")).join("echo.door.test");
        long start = System.nanoTime();
        echo.say("<message from='echo.door.test' to='echo.door.test'><body>" + "x".repeat(2_500) + "</body></message>");
        // Read and answered at once; only what comes next has to wait.
        echo.hear(Pattern.compile("(?s)<message .*</message>"));
        String _ = echo.unread();

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_500).toNanos());
    }

    @Test
    void maxFsmQueueEndsAComponentThatDoesNotKeepUp() throws IOException {
        Site site = site("max_fsm_queue = 20");
        assertThat(flood(site)).isLessThan(24L * 1024 * 1024);
    }

    @Test
    void maxFsmQueueOfTheGeneralSectionHoldsToo() throws IOException {
        Site site = site("max_fsm_queue = 20", "");
        assertThat(flood(site)).isLessThan(24L * 1024 * 1024);
    }

    /** Alice writes to a component that does not read until something comes back; how many bytes that took. */
    private long flood(Site site) throws IOException {
        Wire alice = login(site);
        Wire deaf = connect(site).join("deaf.door.test");
        String message = "<message to='deaf.door.test'><body>" + "x".repeat(16_000) + "</body></message>";
        long sent = 0;
        while (alice.unread().isEmpty() && sent < MOST) {
            for (int i = 0; i < 16; i++) {
                alice.say(message);
                sent += message.length();
            }
        }
        assertThat(alice.arrived()).contains("<resource-constraint ");
        alice.forget();
        String heard = deaf.end();
        assertThat(heard.substring(heard.lastIndexOf("</message>")))
                .contains("<policy-violation ", "too much waits to be read");
        return sent;
    }

    @Test
    void isWhereTheProxySays() throws IOException {
        Site site = site("proxy_protocol = true");
        Log.Taken _ = Log.all().take();
        Wire echo = connect(site);
        echo.say("PROXY TCP4 192.0.2.7 192.0.2.8 1234 8888\r\n");
        echo.join("echo.door.test");

        assertThat(news())
                .singleElement()
                .asString()
                .contains("component_opened", "192.0.2.7:1234", "component=\"echo.door.test\"", "is_subdomain=");
    }

    private static List<String> news() {
        return Log.all().take().events().stream()
                .filter(event -> event.getLevel().equals(Level.INFO))
                .map(Log::text)
                .toList();
    }

    @Test
    void isToldThatTheSystemShutsDown() throws Exception {
        Site site = site("");
        Wire echo = connect(site).join("echo.door.test");
        Thread draining = Thread.startVirtualThread(() -> {
            try {
                site.house().drain();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        // Another host is for clients.
        assertThat(echo.end())
                .isEqualTo("<stream:error><system-shutdown"
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        echo.close();
        draining.join();
    }

    @Test
    void livesOnWithItsPasswordWhileTheNextNeedsAnother() throws IOException {
        Site site = site("");
        Wire alice = login(site);
        Wire echo = connect(site).join("echo.door.test");

        String changed = toml("", "").replace("component-secret", "another-secret");
        assertThat(site.reload(changed, new ArrayList<>())).isInstanceOf(Reloading.Done.class);

        alice.say("<message to='echo.door.test' id='1'/>");
        echo.hear("<message from='alice@door.test/home' to='echo.door.test' id='1'/>");
        Wire second = connect(site);
        greet(second, "second.door.test");
        second.say("<handshake/>");
        assertThat(second.end()).contains("not-authorized");
    }

    @Test
    void isHeldToTheRulesThatAReloadBrings() throws IOException {
        Site site = site("access = 'anybody'");
        Wire alice = login(site);
        Wire echo = connect(site).join("echo.door.test");
        alice.say("<message to='echo.door.test' id='1'/>");
        echo.hear("<message from='alice@door.test/home' to='echo.door.test' id='1'/>");

        String denied = toml("", "access = 'anybody'").replace("\"allow\"", "\"deny\"");
        assertThat(site.reload(denied, new ArrayList<>())).isInstanceOf(Reloading.Done.class);

        alice.say("<message to='echo.door.test' id='2'/>");
        alice.hear(Pattern.compile("<message type='error' .*<not-allowed .*</message>"));
        assertThat(echo.unread()).isEmpty();
    }

    @Test
    void goesWhenItsDomainBecomesAHosts() throws IOException {
        Site site = site("");
        Wire echo = connect(site).join("echo.door.test");

        String served = toml("", "").replace("[\"door.test\"]", "[\"door.test\", \"echo.door.test\"]");
        assertThat(site.reload(served, new ArrayList<>())).isInstanceOf(Reloading.Done.class);

        assertThat(echo.end()).startsWith("<stream:error><conflict ");
    }

    @Test
    void comesBackAtOnceWhenItsConnectionIsLost() throws IOException {
        Site site = site("");
        Wire echo = connect(site).join("echo.door.test");
        echo.reset();

        await().until(() -> site.house().listeners().connections() == 0);
        assertThat(connect(site).join("echo.door.test").unread()).isEmpty();
    }
}
