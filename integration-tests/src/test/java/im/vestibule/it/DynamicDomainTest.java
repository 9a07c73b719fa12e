package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.server.House.Reloading;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.domain.Change;
import im.vestibule.services.domain.Domain;
import im.vestibule.services.domain.Domains;
import im.vestibule.services.domain.Status;
import im.vestibule.services.store.OwnedTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains come and go while people are connected. */
class DynamicDomainTest {
    private static final String TOML = """
        [general]
          hosts = ["door.test"]
          host_types = ["club"]
          default_server_domain = "door.test"
          registration_timeout = "infinity"
        [auth]
          password.format = "plain"
          [auth.internal]
        [services.service_domain_db]
        [access]
          register = [{acl = "all", value = "allow"}]
        [modules.mod_presence]
        [modules.mod_roster]
        [modules.mod_ping]
        [modules.mod_last]
        [modules.mod_offline]
        [modules.mod_blocking]
        [modules.mod_bosh]
        [modules.mod_register]
          access = "register"
        [modules.mod_sasl2]
        [[listen.c2s]] # plain
          port = 0
          ip_address = "127.0.0.1"
        [[listen.c2s]] # secure
          port = 0
          ip_address = "127.0.0.1"
          tls.certfile = "door.pem"
          tls.mode = "starttls_required"
        [[listen.service]] # component
          port = 0
          ip_address = "127.0.0.1"
          password = "component-secret"
        [[listen.http]] # web
          port = 0
          ip_address = "127.0.0.1"
          [[listen.http.handlers.mod_websockets]]
            host = "_"
            path = "/ws-xmpp"
          [[listen.http.handlers.mod_bosh]]
            host = "_"
            path = "/http-bind"
        """;

    private static final String NAME = "club.test";
    private static final Jid ALICE = Jid.of("alice", NAME, "a").orElseThrow();
    private static final Jid BOB = Jid.of("bob", "door.test", "b").orElseThrow();

    private final Wires wires = new Wires();
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.of(TOML);
        site.renew(BOB.bare());
    }

    @AfterEach
    void close() throws IOException {
        wires.close();
        site.close();
    }

    private Domains domains() {
        return site.house().domains().orElseThrow();
    }

    private Wire login(String door, Jid jid) throws IOException {
        return wires.add(site.connect(door)).login(jid);
    }

    private static void is(Change change, Status status) {
        assertThat(change).isEqualTo(new Change.Done(new Domain(NAME, "club", status)));
    }

    /** What a client hears who asks for the domain. */
    private String answer(String door) throws IOException {
        Wire wire = wires.add(site.connect(door));
        wire.say(Wire.header(NAME) + "</stream:stream>");
        return wire.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "secure", "web"})
    void isServedAtEveryDoorFromTheMomentThatItIsAdded(String door) throws IOException {
        is(domains().insert(NAME, "club"), Status.ENABLED);
        site.renew(ALICE.bare());

        site.look(door, ALICE);
    }

    @Test
    void takesPartInEverything() throws IOException {
        is(domains().insert(NAME, "club"), Status.ENABLED);
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);
        Wire bob = login("plain", BOB);

        alice.say("<message to='" + BOB + "' id='m1'><body>hi</body></message>");
        bob.hear("<message from='" + ALICE + "' to='" + BOB + "' id='m1'><body>hi</body></message>");
        bob.say("<message to='" + ALICE + "' id='m2'><body>hi</body></message>");
        alice.hear("<message from='" + BOB + "' to='" + ALICE + "' id='m2'><body>hi</body></message>");
        assertThat(answer("plain")).contains("http://jabber.org/features/iq-register");
    }

    @Test
    void isGoneWhileItIsDisabledAndThenAsItWas() throws IOException {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);

        is(domains().disable(NAME), Status.DISABLED);

        assertThat(alice.end()).contains("<host-gone ");
        assertThat(answer("plain")).contains("<host-unknown ");
        assertThat(answer("secure")).contains("<host-unknown ");
        is(domains().enable(NAME), Status.ENABLED);
        assertThat(login("plain", ALICE).unread()).isEmpty();
    }

    /** Who has proved who he is, and has no session yet, gets none. */
    @Test
    void lateComersFindItClosed() throws IOException {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire alice = wires.add(site.connect("plain"));
        alice.authenticate(ALICE);

        domains().disable(NAME);

        alice.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq></stream:stream>");
        assertThat(alice.end()).contains("<not-allowed ");
        assertThat(site.house().sessions().all()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItIsRemoved() throws IOException, SQLException {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);
        Wire bob = login("plain", BOB);
        alice.say(
                "<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item jid='" + BOB.bare() + "'/></query></iq>");
        alice.say("<iq type='set' id='b'><block xmlns='urn:xmpp:blocking'><item jid='x@y.test'/></block></iq>");
        bob.say("<message to='nurse@" + NAME + "'><body>hi</body></message>");
        bob.hear(Pattern.compile("<message .*<service-unavailable .*</message>"));
        site.renew(Jid.of("nurse", NAME, "").orElseThrow());
        bob.say("<message to='nurse@" + NAME + "'><body>hi</body></message>");
        assertThat(alice.unread()).contains("id='r'", "id='b'");
        assertThat(bob.unread()).doesNotContain("<error ");
        bob.forget();
        assertThat(site.house().domainAdmins().orElseThrow().set(NAME, new Secret("qzjxkw")))
                .isEqualTo(PasswordChange.DONE);
        assertThat(left()).containsKeys("users", "roster_items", "blocked", "offline_messages");

        is(domains().remove(NAME, "club"), Status.DELETED);

        assertThat(alice.end()).contains("<host-gone ");
        assertThat(left()).isEmpty();
        assertThat(site.house().domainAdmins().orElseThrow().check(NAME, new Secret("qzjxkw")))
                .isEqualTo(Verdict.REFUSED);
        assertThat(bob.unread()).as("nobody else is concerned").isEmpty();
        assertThat(answer("plain")).contains("<host-unknown ");

        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire anew = login("plain", ALICE);
        anew.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>"
                + "<iq type='get' id='b'><blocklist xmlns='urn:xmpp:blocking'/></iq>");
        assertThat(anew.unread()).doesNotContain("<item").contains("<query xmlns='jabber:iq:roster'");
    }

    @Test
    void goesInTheBackgroundIfThatIsAskedFor() {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());

        is(domains().requestRemove(NAME, "club"), Status.DELETING);

        await().until(() -> domains().details(NAME) instanceof Change.Refused);
        assertThat(domains().insert(NAME, "club")).isInstanceOf(Change.Done.class);
    }

    @Test
    void staysThroughAReload() throws IOException {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);

        List<String> problems = new ArrayList<>();
        assertThat(site.reload(
                        TOML.replace("[modules.mod_ping]\n", "[modules.mod_ping]\n[modules.mod_time]\n"), problems))
                .as("%s", problems)
                .isInstanceOf(Reloading.Done.class);

        alice.say("<iq type='get' id='t' to='" + NAME + "'><time xmlns='urn:xmpp:time'/></iq>");
        assertThat(alice.unread()).contains("<utc>");
        assertThat(login("plain", ALICE.bare().withResource("other").orElseThrow())
                        .unread())
                .isEmpty();
    }

    /** A type that the file loses takes its domains out of service, and none of what they have. */
    @Test
    void waitsForItsTypeToComeBack() throws IOException, SQLException {
        domains().insert(NAME, "club");
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);

        assertThat(site.reload(TOML.replace("[\"club\"]", "[\"guild\"]"), new ArrayList<>()))
                .isInstanceOf(Reloading.Done.class);

        assertThat(alice.end()).contains("<host-gone ");
        assertThat(answer("plain")).contains("<host-unknown ");
        assertThat(left()).containsKey("users");
        assertThat(site.reload(TOML, new ArrayList<>())).isInstanceOf(Reloading.Done.class);
        assertThat(login("plain", ALICE).unread()).isEmpty();
    }

    /** Rows under the domain's name, by table. */
    private Map<String, Integer> left() throws SQLException {
        Map<String, Integer> left = new TreeMap<>();
        String file = "jdbc:sqlite:" + site.directory().resolve("data/vestibule.sqlite");
        try (Connection connection = DriverManager.getConnection(file)) {
            for (OwnedTable table : OwnedTable.values()) {
                try (PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM " + table.table() + " WHERE server = ?")) {
                    count.setString(1, NAME);
                    try (ResultSet rows = count.executeQuery()) {
                        if (rows.next() && rows.getInt(1) > 0) {
                            left.put(table.table(), rows.getInt(1));
                        }
                    }
                }
            }
        }
        return left;
    }

    private Wire component() throws IOException {
        return wires.add(site.connect("component"));
    }

    @Test
    void componentsOfAllHostsAreBelowItFromTheMomentThatItIsAdded() throws IOException {
        Wire wide = component().joinBelowHosts("wide");
        is(domains().insert(NAME, "club"), Status.ENABLED);
        site.renew(ALICE.bare());
        Wire alice = login("plain", ALICE);

        alice.say("<message to='wide." + NAME + "' id='m1'/>");
        wide.hear("<message from='" + ALICE + "' to='wide." + NAME + "' id='m1'/>");
        wide.say("<message from='x@wide." + NAME + "' to='" + ALICE + "' id='m2'/>");
        alice.hear("<message from='x@wide." + NAME + "' to='" + ALICE + "' id='m2'/>");
        is(domains().disable(NAME), Status.DISABLED);
        wide.say("<message from='wide.door.test' to='wide." + NAME + "' id='m3'/>");
        wide.hear(Pattern.compile("<message type='error' .*? id='m3'>.*?<remote-server-not-found .*?</message>"));
    }

    @Test
    void componentOfItsNameHasToGo() throws IOException {
        Wire former = component().join(NAME);
        is(domains().insert(NAME, "club"), Status.ENABLED);
        assertThat(former.end()).startsWith("<stream:error><conflict ");

        Wire later = component();
        later.say(Wire.componentHeader(NAME));
        String id = later.hear(Pattern.compile("<\\?xml .*? id='([^']*)' from='[^']*'>"))
                .group(1);
        later.say("<handshake>" + Wire.handshake(id, Wire.PASSWORD) + "</handshake>");
        assertThat(later.end()).startsWith("<stream:error><conflict ");
    }
}
