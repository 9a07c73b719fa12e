package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More bytes than a session may leave unacknowledged, whoever is there, over real sockets. */
class UnacknowledgedTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/desk");
    private static final Pattern ENABLED = Pattern.compile("<enabled [^>]*/>");
    private static final Pattern NUMBER = Pattern.compile(" id='m([0-9])'");
    private static final int BOUND = 8 * 1024 * 1024;

    private static final String TOML = Toml.HOST + """
          registration_timeout = "infinity"
          event_loops = 2
        [modules.mod_presence]
        [modules.mod_ping]
        [modules.mod_offline]
        [modules.mod_stream_management]
        [[listen.c2s]] # clear
          port = 0
          ip_address = "127.0.0.1"
        """;

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void renew() {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
    }

    private static String message(int number, int bytes) {
        return "<message to='" + ALICE + "' type='chat' id='m" + number + "'><body>" + "x".repeat(bytes)
                + "</body></message>";
    }

    private static void enable(Wire wire) throws IOException {
        wire.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        wire.hear(ENABLED);
    }

    private static void sendTooMuch() throws IOException {
        try (Wire bob = site.connect("clear").login(BOB)) {
            bob.say(message(1, 1) + message(2, BOUND));
            assertThat(bob.unread()).isEmpty();
            await().until(() -> site.house().sessions().find(ALICE) == null);
            assertThat(bob.unread()).isEmpty();
        }
    }

    private static List<String> numbers(String heard) {
        return NUMBER.matcher(heard)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static void assertAllIsKept() throws IOException {
        try (Wire later = site.connect("clear").login(ALICE)) {
            later.say("<presence/></stream:stream>");
            assertThat(numbers(later.end())).containsExactly("1", "2");
        }
    }

    @Test
    void b08EndsASessionWhoseClientReadsAndDoesNotAcknowledge() throws IOException {
        try (Wire alice = site.connect("clear").login(ALICE)) {
            enable(alice);
            sendTooMuch();
            assertThat(alice.end())
                    .contains(" id='m2'")
                    .contains("<resource-constraint ", "too many unacked stanzas")
                    .endsWith("</stream:stream>");
        }
        assertAllIsKept();
    }

    @Test
    void b08EndsASessionThatWaitsForItsClient() throws IOException {
        try (Wire alice = site.connect("clear").login(ALICE)) {
            enable(alice);
            alice.reset();
        }
        await().until(() -> {
            var session = site.house().sessions().find(ALICE);
            return session != null && session.isSuspended();
        });
        sendTooMuch();
        assertAllIsKept();
    }
}
