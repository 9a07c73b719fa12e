package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Another program has the embedded store to itself for longer than anybody waits. */
class StoreOutageTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/desk");

    private static final String TOML = Toml.HOST + """
              registration_timeout = "infinity"
            [storage]
            [modules.mod_presence]
            [modules.mod_ping]
            [modules.mod_offline]
            [modules.mod_stream_management]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            """;

    private static final String ASK = "<r xmlns='urn:xmpp:sm:3'/>";

    private static String safe(int h) {
        return "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>";
    }

    /** Returns the id that the session is resumed by. */
    private static String enable(Wire wire) throws IOException {
        wire.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        return wire.hear(Pattern.compile("<enabled [^>]*id='([^']*)'.*/>")).group(1);
    }

    private static Connection other(Site site) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + site.directory().resolve("data/vestibule.sqlite"));
    }

    private static void sayToAlice(Site site) throws IOException {
        try (Wire bob = site.connect("clear").login(BOB)) {
            bob.say("<message to='alice@door.test' type='chat' id='m'><body>hi</body></message>");
            assertThat(bob.unread()).isEmpty();
        }
    }

    private static void findsIt(Site site) throws IOException {
        try (Wire alice = site.connect("clear").login(ALICE)) {
            alice.say("<presence/>");
            alice.hear(Pattern.compile("(?s).*<message [^>]*id='m'.*<body>hi</body>.*</message>"));
        }
    }

    @Test
    void whoComesForMailIsSentAwayAndFindsItLater() throws Exception {
        try (Site site = Site.of(TOML)) {
            site.renew(ALICE.bare());
            site.renew(BOB.bare());
            sayToAlice(site);
            Log.Taken _ = Log.all().take();
            try (Connection other = other(site);
                    Statement statement = other.createStatement();
                    Wire alice = site.connect("clear").login(ALICE)) {
                statement.execute("BEGIN IMMEDIATE");
                alice.say("<presence/>");
                assertThat(alice.end()).contains("<internal-server-error ");
                statement.execute("ROLLBACK");
            }
            assertThat(Log.all().take().events())
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("stream_abandoned");
            findsIt(site);
        }
    }

    /** Or it would be there without having come, and wait for an answer that nobody owes it. */
    @Test
    void whoHasChangedLinesMeanwhileIsSentAwayThere() throws Exception {
        try (Site site = Site.of(TOML)) {
            site.renew(ALICE.bare());
            site.renew(BOB.bare());
            sayToAlice(site);
            try (Connection other = other(site);
                    Statement statement = other.createStatement();
                    Wire alice = site.connect("clear").login(ALICE);
                    Wire again = site.connect("clear").authenticate(ALICE.bare())) {
                String id = enable(alice);
                statement.execute("BEGIN IMMEDIATE");
                alice.say("<presence/>");
                again.say("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
                assertThat(alice.end()).contains("<conflict ");
                assertThat(again.end()).contains("<internal-server-error ").doesNotContain("<resumed ");
                statement.execute("ROLLBACK");
            }
            findsIt(site);
        }
    }

    /** Of whom nothing more comes, and to whom nothing more is said. */
    @Test
    void whatIsForSomebodyWhoSleepsIsKeptOnceThatIsPossible() throws Exception {
        try (Site site = Site.of(TOML)) {
            site.renew(ALICE.bare());
            site.renew(BOB.bare());
            Log.Taken _ = Log.all().take();
            try (Wire alice = site.connect("clear").login(ALICE);
                    Wire bob = site.connect("clear").login(BOB);
                    Connection other = other(site);
                    Statement statement = other.createStatement()) {
                enable(alice);
                enable(bob);
                alice.reset();
                await().until(() -> site.house().sessions().of(ALICE).stream().allMatch(Session::isSuspended));
                statement.execute("BEGIN IMMEDIATE");
                bob.say("<message to='" + ALICE + "' type='chat' id='m'><body>hi</body></message>" + ASK);
                bob.hear(safe(0));
                await().until(() -> Log.all().take().events().stream()
                        .anyMatch(event -> event.getMessage().equals("unacknowledged_not_held")));
                statement.execute("ROLLBACK");
                bob.hear(safe(1));
            }
        }
    }
}
