package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stream management over real sockets (XEP-0198). */
class StreamManagementTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/desk");
    private static final String NS = "xmlns='urn:xmpp:sm:3'";
    private static final String ENABLE = "<enable " + NS + " resume='true'/>";
    private static final String FAILED =
            "<failed " + NS + "><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";
    private static final Pattern ENABLED =
            Pattern.compile("<enabled xmlns='urn:xmpp:sm:3' id='([^']*)' resume='true' max='60'/>");
    private static final Pattern DELAY =
            Pattern.compile("<delay xmlns='urn:xmpp:delay' from='door.test' stamp='[^']*'>SM Storage</delay>");

    private static final String TOML = Toml.HOST + """
          registration_timeout = "infinity"
          event_loops = 2
        [modules.mod_presence]
        [modules.mod_ping]
        [modules.mod_offline]
        [modules.mod_sasl2]
        [modules.mod_bind2]
        [modules.mod_stream_management]
          resume_timeout = 60
        [[listen.c2s]] # clear
          port = 0
          ip_address = "127.0.0.1"
        [access]
          nobody = [{acl = "all", value = "deny"}]
        [[listen.c2s]] # private
          port = 0
          ip_address = "127.0.0.1"
          access = "nobody"
        [[listen.c2s]] # direct
          port = 0
          ip_address = "127.0.0.1"
          tls.mode = "tls"
          tls.certfile = "door.pem"
        [[listen.http]] # web
          port = 0
          ip_address = "127.0.0.1"
          [[listen.http.handlers.mod_websockets]]
            host = "_"
            path = "/ws-xmpp"
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

    private static String message(int id) {
        return "<message to='alice@door.test/home' type='chat' id='" + id + "'><body>hi</body></message>";
    }

    /** As it is heard when it comes at once. */
    private static String from(int id) {
        return "<message from='bob@door.test/desk' to='alice@door.test/home' type='chat' id='" + id
                + "'><body>hi</body>";
    }

    private static Pattern late(int id) {
        return Pattern.compile(Pattern.quote(from(id)) + DELAY + "</message>");
    }

    private static String resume(String id, int h) {
        return "<resume " + NS + " previd='" + id + "' h='" + h + "'/>";
    }

    private static String resumed(String id, int h) {
        return "<resumed " + NS + " previd='" + id + "' h='" + h + "'/>";
    }

    private static String enable(Wire wire) throws IOException {
        wire.say(ENABLE);
        return wire.hear(ENABLED).group(1);
    }

    private static void untilSuspended() {
        await().until(() -> {
            var session = site.house().sessions().find(ALICE);
            return session != null && session.isSuspended();
        });
    }

    /** Where a session could not be opened none goes on, and it does not end for that. */
    @Test
    void goesOnOnlyWhereItCouldHaveBegun() throws IOException {
        Wire wire = site.connect("clear").login(ALICE);
        String id = enable(wire);
        wire.reset();
        untilSuspended();

        Wire elsewhere = site.connect("private").authenticate(ALICE.bare());
        elsewhere.say(resume(id, 0));
        elsewhere.hear(FAILED.formatted("item-not-found"));
        elsewhere.close();

        Wire back = site.connect("clear").authenticate(ALICE.bare());
        back.say(resume(id, 0));
        back.hear(resumed(id, 0));
        back.close();
    }

    /** Clients may ask for another time, which is a wish and no more (XEP-0198 §5). */
    @Test
    void saysItsOwnTimeWhateverTimeTheClientWouldLike() throws IOException {
        for (String max : List.of("5", "100000", "soon")) {
            Wire wire = site.connect("clear").login(ALICE);
            wire.say("<enable " + NS + " resume='true' max='" + max + "'/>");
            wire.hear(ENABLED);
            wire.say("</stream:stream>");
            assertThat(wire.end()).endsWith("</stream:stream>");
        }
    }

    @Test
    void goesOnOverWebSocketAndBackOverTcp() throws IOException {
        Wire bob = site.connect("clear").login(BOB);
        Wire tcp = site.connect("clear").login(ALICE);
        String id = enable(tcp);
        bob.say(message(1));
        tcp.hear(from(1) + "</message><r " + NS + "/>");
        tcp.reset();
        untilSuspended();
        bob.say(message(2));

        SocketWire web = site.socket("web");
        web.open();
        web.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAGFsaWNlLXNlY3JldA==</auth>");
        web.hear(Pattern.compile("<success .*"));
        web.open();
        web.say(resume(id, 0));
        assertThat(web.hear()).isEqualTo(resumed(id, 0));
        for (int i = 1; i <= 2; i++) {
            assertThat(web.hear())
                    .matches(late(i).pattern().replace("<message from", "<message xmlns='jabber:client' from"));
        }
        assertThat(web.hear()).isEqualTo("<r " + NS + "/>");
        web.say("<message xmlns='jabber:client' to='bob@door.test/desk' type='chat' id='x'><body>hi</body></message>");
        bob.hear("<message from='alice@door.test/home' to='bob@door.test/desk' type='chat'"
                + " id='x'><body>hi</body></message>");

        Wire back = site.connect("clear").authenticate(ALICE.bare());
        back.say(resume(id, 1));
        back.hear(resumed(id, 1));
        back.hear(late(2));
        assertThat(web.hear()).contains("<conflict ");
        back.say("<a " + NS + " h='2'/></stream:stream>");
        assertThat(back.end()).endsWith("</stream:stream>");
        bob.close();
    }

    @Test
    void goesOnInOneGoWithAuthentication() throws IOException {
        Wire first = site.connect("direct").greet("door.test");
        first.say("<authenticate xmlns='urn:xmpp:sasl:2'"
                + " mechanism='PLAIN'><initial-response>AGFsaWNlAGFsaWNlLXNlY3JldA==</initial-response><bind"
                + " xmlns='urn:xmpp:bind:0'><tag>Chat</tag>" + ENABLE + "</bind></authenticate>");
        String id = first.hear(Pattern.compile("<success .*?<bound xmlns='urn:xmpp:bind:0'>" + ENABLED.pattern()
                        + "</bound></success><stream:features>.*?</stream:features>"))
                .group(1);
        first.reset();

        Wire again = site.connect("direct").greet("door.test");
        again.say("<authenticate xmlns='urn:xmpp:sasl:2'"
                + " mechanism='PLAIN'><initial-response>AGFsaWNlAGFsaWNlLXNlY3JldA==</initial-response>"
                + resume(id, 0) + "</authenticate>");
        again.hear(Pattern.compile("<success .*?alice@door.test/Chat[^<]*</authorization-identifier>"
                + Pattern.quote(resumed(id, 0)) + "</success><stream:features>.*?</stream:features>"));
        again.say("</stream:stream>");
        assertThat(again.end()).endsWith("</stream:stream>");
    }

    @Test
    void beginsAnewInOneGoWhereThereIsNothingToGoOnWith() throws IOException {
        Wire wire = site.connect("direct").greet("door.test");
        wire.say("<authenticate xmlns='urn:xmpp:sasl:2'"
                + " mechanism='PLAIN'><initial-response>AGFsaWNlAGFsaWNlLXNlY3JldA==</initial-response>"
                + resume("nothing", 0) + "<bind xmlns='urn:xmpp:bind:0'/></authenticate>");
        wire.hear(Pattern.compile("<success .*?" + Pattern.quote(FAILED.formatted("item-not-found"))
                + "<bound xmlns='urn:xmpp:bind:0'/></success><stream:features>.*?</stream:features>"));
        wire.close();
    }

    @Test
    void countsWhatIsSafe() throws IOException {
        Wire bob = site.connect("clear").login(BOB);
        Wire alice = site.connect("clear").login(ALICE);
        enable(bob);
        enable(alice);
        bob.say(message(1) + "<r " + NS + "/>");
        bob.hear("<a " + NS + " h='0'/>");
        alice.hear(from(1) + "</message><r " + NS + "/>");
        alice.say("<a " + NS + " h='1'/>");
        bob.hear("<a " + NS + " h='1'/>");
        for (Wire wire : List.of(alice, bob)) {
            wire.say("</stream:stream>");
            assertThat(wire.end()).endsWith("</stream:stream>");
        }
    }

    @Test
    void whatASessionLeavesIsKept() throws IOException {
        Wire bob = site.connect("clear").login(BOB);
        Wire alice = site.connect("clear").login(ALICE);
        enable(alice);
        bob.say(message(1));
        alice.hear(from(1) + "</message><r " + NS + "/>");
        alice.say("</stream:stream>");
        assertThat(alice.end()).endsWith("</stream:stream>");
        await().until(() -> site.house().sessions().find(ALICE) == null);

        Wire again = site.connect("clear").login(ALICE);
        again.say("<presence/>");
        again.hear(Pattern.compile("(?s).*" + Pattern.quote(from(1)) + "<delay .*?</message>"));
        again.close();
        bob.close();
    }
}
