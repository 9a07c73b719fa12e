package im.vestibule.it;

import static im.vestibule.it.Logins.auth;
import static im.vestibule.it.Logins.fail;
import static im.vestibule.it.Logins.mechanisms;
import static im.vestibule.it.Logins.succeed;
import static im.vestibule.it.Logins.user;
import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Those who are here without an account (XEP-0175). */
class GuestLoginTest {
    private static final String TOML = """
            [general]
              loglevel = "all"
              hosts = ["door.test", "inn.test", "made.test"]
              default_server_domain = "door.test"
              registration_timeout = "infinity"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
              [auth.anonymous]
                protocol = "both"
            [modules.mod_register]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_offline]
            [modules.mod_blocking]
            [modules.mod_last]
            [modules.mod_ping]
            [modules.mod_auth_token]
            [modules.mod_keystore]
              keys = [{name = "token_secret", type = "ram"}]
            [[host_config]]
              host = "inn.test"
              auth.anonymous = {protocol = "login_anon", allow_multiple_connections = true}
            [[host_config]]
              host = "made.test"
              auth.anonymous = {}
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.c2s]] # accounts
              port = 0
              ip_address = "127.0.0.1"
              allowed_auth_methods = ["internal"]
            """;

    private static final Jid BOB = Jid.of("bob@door.test/hall");
    private static final Jid ALICE = Jid.of("alice@door.test/balcony");
    private static final String ROSTER = "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>";

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Wire connect(String domain) throws IOException {
        return site.connect("clear").open(domain);
    }

    private static void awaitNobody(Jid account) {
        await().until(() -> site.house().sessions().of(account).isEmpty());
    }

    @Test
    void offersWhatItsProtocolSays() throws IOException {
        try (Wire wire = site.connect("clear")) {
            assertThat(mechanisms(wire, "made.test")).containsExactly("ANONYMOUS");
        }
        try (Wire wire = site.connect("clear")) {
            assertThat(mechanisms(wire, "inn.test")).containsExactly("PLAIN");
        }
        try (Wire wire = site.connect("accounts")) {
            assertThat(mechanisms(wire, "door.test")).doesNotContain("ANONYMOUS");
            auth(wire, "ANONYMOUS", "");
            fail(wire, "invalid-mechanism");
            auth(wire, "PLAIN", "\0nobody\0any");
            fail(wire, "not-authorized");
        }
    }

    @Test
    void makesANameForAStranger() throws IOException {
        try (Wire one = connect("door.test");
                Wire other = connect("door.test")) {
            auth(one, "ANONYMOUS", "trace@example.test");
            succeed(one);
            String name = user(one, "door.test");
            assertThat(name).matches("[0-9a-f]{32}@door\\.test");
            other.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'>=</auth>");
            succeed(other);
            assertThat(user(other, "door.test")).isNotEqualTo(name);
        }
    }

    @Test
    void refusesATraceThatIsTooLong() throws IOException {
        try (Wire wire = connect("made.test")) {
            auth(wire, "ANONYMOUS", "x".repeat(256));
            fail(wire, "malformed-request");
            auth(wire, "ANONYMOUS", "x".repeat(255));
            succeed(wire);
        }
    }

    @Test
    void takesAFreeNameOnce() throws IOException {
        Jid carol = Jid.of("carol@door.test/hall");
        site.renew(ALICE.bare());
        try (Wire _ = site.connect("clear").login(carol);
                Wire second = connect("door.test")) {
            auth(second, "PLAIN", "\0carol\0any");
            fail(second, "not-authorized");
            auth(second, "PLAIN", "\0alice\0any");
            fail(second, "not-authorized");
            second.say(Wire.plain(ALICE));
            succeed(second);
        }
        awaitNobody(carol);
        await().untilAsserted(() -> {
            try (Wire wire = site.connect("clear").login(carol)) {
                assertThat(wire.jid()).contains(carol);
            }
        });
    }

    /** Smack, as it comes. */
    @Test
    void letsAnOrdinaryClientInWithoutAName() throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFrom("made.test"))
                .setHostAddress(site.door("clear").address().getAddress())
                .setPort(site.door("clear").address().getPort())
                .setSecurityMode(SecurityMode.disabled)
                .performSaslAnonymousAuthentication()
                .build());
        connection.connect().login();
        assertThat(connection.getUser().toString()).matches("[0-9a-f]{32}@made\\.test/.+");
        connection.disconnect();
    }

    @Test
    void takesAFreeNameTwiceWhereThatIsAllowed() throws IOException {
        try (Wire one = site.connect("clear").login(Jid.of("dave@inn.test/1"));
                Wire other = site.connect("clear").login(Jid.of("dave@inn.test/2"))) {
            assertThat(one.jid()).isNotEqualTo(other.jid());
        }
    }

    @Test
    void keepsANameFromBeingRegisteredMeanwhile() throws IOException {
        try (Wire wire = site.connect("clear").login(Jid.of("erin@door.test/hall"));
                Wire other = connect("door.test")) {
            String set = "<iq type='set' id='reg'><query xmlns='jabber:iq:register'>";
            other.say(set + "<username>erin</username><password>any</password></query></iq>");
            other.hear(Pattern.compile("(?s)<iq type='error' id='reg'.*?<conflict .*?</iq>"));
            wire.say(set + "<username>erin</username><password>any</password></query></iq>");
            wire.hear(Pattern.compile("(?s)<iq type='error' id='reg'.*?<not-allowed .*?</iq>"));
            wire.say(set + "<remove/></query></iq>");
            wire.hear(Pattern.compile("(?s)<iq type='error' id='reg'.*?<not-allowed .*?</iq>"));
        }
    }

    /** Roster, block list, messages that wait, tokens, and when it was there last. */
    @Test
    void leavesNothingToTheNextOneOfTheName() throws IOException {
        site.renew(ALICE.bare());
        try (Wire alice = site.connect("clear").login(ALICE)) {
            try (Wire bob = site.connect("clear").login(BOB)) {
                bob.say("<iq type='set' id='add'><query xmlns='jabber:iq:roster'><item jid='friend@door.test'/>"
                        + "</query></iq>");
                bob.say("<iq type='set' id='block'><block xmlns='urn:xmpp:blocking'><item jid='foe@door.test'/>"
                        + "</block></iq>");
                assertThat(bob.unread()).contains("<iq type='result' id='add'", "<iq type='result' id='block'");
                alice.say("<message to='bob@door.test' type='chat'><body>wait</body></message>");
                assertThat(alice.unread()).isEmpty();
            }
            awaitNobody(BOB);
        }
        await().untilAsserted(() -> {
            try (Wire next = site.connect("clear").login(BOB)) {
                next.say(ROSTER + "<iq type='get' id='blocked'><blocklist xmlns='urn:xmpp:blocking'/></iq><presence/>");
                assertThat(next.unread())
                        .contains("<blocklist xmlns='urn:xmpp:blocking'/>", "<query xmlns='jabber:iq:roster'/>")
                        .doesNotContain("wait", "friend");
            }
        });
    }
}
