package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that have waited for their clients in vain, over real sockets (XEP-0198 §5). */
class LateResumptionTest {
    private static final Jid PHONE = Jid.of("alice@door.test/phone");
    private static final Jid DESK = Jid.of("alice@door.test/desk");
    private static final Jid BOB = Jid.of("bob@door.test/home");
    private static final Jid CAROL = Jid.of("carol@calm.test/home");
    private static final String NS = "xmlns='urn:xmpp:sm:3'";
    private static final Pattern HERE =
            Pattern.compile("<presence (?=[^>]*from='alice@door.test/phone')(?![^>]*type=)");
    private static final long GERIATRIC = 100;
    private static final Pattern ENABLED =
            Pattern.compile("(?s).*?<enabled " + NS + " id='([^']*)' resume='true' max='1'/>");

    private static final String TOML = """
        [general]
          hosts = ["door.test", "calm.test"]
          default_server_domain = "door.test"
          registration_timeout = "infinity"
          event_loops = 2
        [auth]
          password.format = "plain"
          [auth.internal]
        [modules.mod_presence]
        [modules.mod_roster]
        [modules.mod_ping]
        [modules.mod_offline]
        [modules.mod_stream_management]
          resume_timeout = 1
          stale_h.enabled = true
          stale_h.geriatric = 100
        [[host_config]]
          host = "calm.test"
          [host_config.modules.mod_presence]
          [host_config.modules.mod_ping]
          [host_config.modules.mod_stream_management]
            resume_timeout = 1
        [[listen.c2s]] # clear
          port = 0
          ip_address = "127.0.0.1"
        """;

    /** Seconds that the server's clock is ahead. */
    private static final AtomicLong AHEAD = new AtomicLong();

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML, () -> Instant.now().plusSeconds(AHEAD.get()));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void renew() {
        site.renew(PHONE.bare());
        site.renew(BOB.bare());
        site.renew(CAROL.bare());
    }

    private static String enable(Wire wire) throws IOException {
        wire.say("<enable " + NS + " resume='true'/>");
        return wire.hear(ENABLED).group(1);
    }

    private static void untilGone(Jid session) {
        await().until(() -> site.house().sessions().find(session) == null);
    }

    /** Asks for a session, and is told how much of it had arrived, if that is said. */
    private static Optional<String> h(Jid account, String id) throws IOException {
        try (Wire late = site.connect("clear").authenticate(account)) {
            late.say("<resume " + NS + " previd='" + id + "' h='0'/>");
            return Optional.ofNullable(late.hear(
                            Pattern.compile(
                                    "<failed " + NS
                                            + "(?: h='([0-9]+)')?><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"))
                    .group(1));
        }
    }

    /** Sends three stanzas on a session that counts, loses its connection and returns its id once it is gone. */
    private static String come(Jid session) throws IOException {
        String id;
        try (Wire wire = site.connect("clear").login(session)) {
            id = enable(wire);
            wire.say("<presence/><presence><status>here</status></presence>");
            // The third, which is answered behind all that the others bring about.
            assertThat(wire.unread()).contains("<status>here</status>");
            wire.reset();
        }
        untilGone(session);
        return id;
    }

    @Test
    void tellHowMuchHadArrivedWithStaleHForAsLongAsItSays() throws IOException {
        String id = come(PHONE);

        assertThat(h(PHONE.bare(), id)).contains("3");
        assertThat(h(BOB.bare(), id)).isEmpty();
        assertThat(h(PHONE.bare(), "never-heard-of")).isEmpty();
        long _ = AHEAD.addAndGet(GERIATRIC);
        assertThat(h(PHONE.bare(), id)).isEmpty();
    }

    @Test
    void tellNothingWithoutStaleH() throws IOException {
        String id = come(CAROL);

        assertThat(h(CAROL.bare(), id)).isEmpty();
    }

    /** Passes what does not matter. */
    private static void hearUntil(Wire wire, String text) throws IOException {
        wire.hear(Pattern.compile("(?s).*?" + Pattern.quote(text)));
    }

    private static int count(String heard, String text) {
        return (int)
                Pattern.compile(Pattern.quote(text)).matcher(heard).results().count();
    }

    /** Bob sees Alice's presence from now on. */
    private static void befriend(Wire bob, Wire alice) throws IOException {
        alice.say("<presence/>");
        bob.say("<presence/><presence type='subscribe' to='" + PHONE.bare() + "'/>");
        hearUntil(alice, "type='subscribe'");
        alice.say("<presence type='subscribed' to='" + BOB.bare() + "'/>");
        hearUntil(bob, "from='" + PHONE + "'");
        bob.forget();
    }

    @Test
    void takeTheirPresenceBackOnceAndLeaveWhatWasNotAcknowledgedWhereItBelongs() throws IOException {
        try (Wire bob = site.connect("clear").login(BOB)) {
            try (Wire alice = site.connect("clear").login(PHONE)) {
                befriend(bob, alice);
                enable(alice);
                bob.say("<message to='" + PHONE + "' type='chat' id='c'><body>hi</body></message>"
                        + "<message to='" + PHONE + "' type='headline' id='h'><body>hi</body></message>"
                        + "<iq to='" + PHONE + "' type='get' id='q'><query xmlns='jabber:iq:version'/></iq>");
                hearUntil(alice, "</iq>");
                alice.reset();
            }
            untilGone(PHONE);
            await().until(() -> bob.unread().contains("id='h'")
                    && bob.unread().contains("id='q'")
                    && bob.unread().contains("type='unavailable'"));

            try (Wire again = site.connect("clear").login(PHONE)) {
                again.say("<presence/>");
                again.hear(Pattern.compile("(?s).*?<message [^>]*id='c'.*?<delay xmlns='urn:xmpp:delay'.*?</message>"));
                assertThat(again.unread()).doesNotContain("<message ");
                // Behind all that was said of the first.
                await().until(() -> HERE.matcher(bob.unread()).find());
                String heard = bob.unread();
                assertThat(count(heard, "type='unavailable'")).isEqualTo(1);
                assertThat(count(heard, "<service-unavailable ")).isEqualTo(2);
                assertThat(count(heard, "id='h'")).isEqualTo(1);
                assertThat(count(heard, "id='q'")).isEqualTo(1);
                assertThat(count(heard, "id='c'")).isZero();
            }
        }
    }

    @Test
    void leaveWhatWasNotAcknowledgedToAnotherResource() throws IOException {
        try (Wire bob = site.connect("clear").login(BOB);
                Wire desk = site.connect("clear").login(DESK)) {
            desk.say("<presence/>");
            hearUntil(desk, "from='" + DESK + "'");
            try (Wire phone = site.connect("clear").login(PHONE)) {
                enable(phone);
                phone.say("<presence/>");
                hearUntil(desk, "from='" + PHONE + "'");
                bob.say("<message to='" + PHONE + "' type='chat' id='c'><body>hi</body></message>");
                hearUntil(phone, " id='c'");
                phone.reset();
            }
            untilGone(PHONE);
            await().until(() -> desk.unread().contains("</message>"));

            assertThat(count(desk.unread(), " id='c'")).isEqualTo(1);
            assertThat(desk.unread()).contains("<delay xmlns='urn:xmpp:delay'");
            assertThat(count(desk.unread(), "type='unavailable'")).isEqualTo(1);
            assertThat(bob.unread()).isEmpty();
        }
        untilGone(DESK);
        try (Wire later = site.connect("clear").login(PHONE)) {
            later.say("<presence/>");
            assertThat(later.unread()).doesNotContain("<message ");
        }
    }
}
