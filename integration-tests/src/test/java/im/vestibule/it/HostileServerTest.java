package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that mean no good. Rows of docs/hostile.md. */
class HostileServerTest {
    private static final Pattern GREETED = Pattern.compile("(?s)<\\?xml .*?<stream:stream [^>]*>");
    private static final Pattern FEATURES = Pattern.compile("(?s)<\\?xml .*?</stream:features>");

    private final Realm realm = new Realm();
    private NameServer names;

    @BeforeEach
    void open() throws Exception {
        names = new NameServer();
        realm.keep(names);
        realm.claim("a.test");
        realm.claim("far.test");
        realm.open(
                "a.test",
                "tls.cacertfile = 'ca.pem'",
                "use_starttls = 'optional'\n"
                        + "  certfile = 'own.pem'\n"
                        + "  host_policy = [{host = 'denied.test', policy = 'deny'}]\n"
                        + "  dns.nameservers = [" + names.place() + "]");
    }

    @AfterEach
    void close() throws Exception {
        realm.close();
    }

    private static String header(String attributes) {
        return "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' version='1.0' " + attributes + ">";
    }

    /** Has said whom it is for, and nothing else. */
    private Wire call() throws IOException {
        Wire wire = realm.site("a.test").connect("server");
        realm.keep(wire);
        wire.say(header("from='far.test' to='a.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    /** Shows the certificate of a domain. */
    private Wire secure(String domain) throws IOException {
        Wire wire = call();
        wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        wire.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        wire.secure(realm.authority().server(domain));
        wire.say(header("from='far.test' to='a.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    /** May speak for far.test. */
    private Wire proven() throws IOException {
        return proven("");
    }

    /** @param wish said before the proof */
    private Wire proven(String wish) throws IOException {
        Wire wire = secure("far.test");
        wire.say(wish);
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
        wire.hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        wire.say(header("from='far.test' to='a.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    private static String ends(String condition) {
        return "<stream:error><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
    }

    @Test
    void answersThatNobodyHasAskedForAreDropped_F01() throws Exception {
        Wire wire = call();

        wire.say("<db:verify from='far.test' to='a.test' id='1' type='valid'/>"
                + "<db:result from='far.test' to='a.test' type='valid'/>"
                + "<message from='bob@far.test' to='alice@a.test'><body>let me in</body></message>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void stanzasOfDomainsThatWereNotProvenEndTheStream_F02() throws Exception {
        Wire wire = proven();

        wire.say("<message from='bob@other.test' to='alice@a.test'><body>let me in</body></message>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void dialbackForADomainThatIsNotHereIsRefusedAndNoMore_F03() throws Exception {
        Wire wire = call();

        wire.say("<db:result from='far.test' to='elsewhere.test'>key</db:result>");
        wire.hear("<db:result from='elsewhere.test' to='far.test' type='error'><error type='cancel'>"
                + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></db:result>");
        wire.say("<db:result from='denied.test' to='a.test'>key</db:result>");
        wire.hear("<db:result from='a.test' to='denied.test' type='error'><error type='cancel'>"
                + "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></db:result>");
        wire.say("</stream:stream>");
        assertThat(wire.end()).isEqualTo("</stream:stream>");
    }

    @Test
    void stanzasWithoutAddressesEndTheStream_F04() throws Exception {
        for (String addresses :
                new String[] {"to='alice@a.test'", "from='bob@far.test'", "from='b@@' to='alice@a.test'"}) {
            Wire wire = proven();

            wire.say("<message " + addresses + "><body>who is it?</body></message>");

            assertThat(wire.end()).isEqualTo(ends("improper-addressing"));
        }
    }

    @Test
    void anothersCertificateProvesNothing_F05() throws Exception {
        Wire wire = secure("other.test");

        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>ZmFyLnRlc3Q=</auth>");
        wire.hear("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
        wire.say("<message from='bob@far.test' to='alice@a.test'/>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void whatLooksLikeACarbonCopyReachesNobody_F06() throws Exception {
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire wire = proven();
        String copy = "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message xmlns='jabber:client' from='boss@a.test' to='alice@a.test'><body>resign</body></message>"
                + "</forwarded></received>";

        wire.say("<message from='alice@a.test' to='alice@a.test'>" + copy + "</message>");
        assertThat(wire.end()).isEqualTo(ends("invalid-from"));

        Wire again = proven("<bidi xmlns='urn:xmpp:bidi'/>");
        again.say("<message from='bob@far.test' to='alice@a.test/desk' id='1'>" + copy + "</message>");
        again.hear(Pattern.compile("<message type='error' to='bob@far.test' from='alice@a.test/desk' id='1'>.*?"
                + "<error type='auth'><forbidden [^>]*/></error></message>"));
        again.say("<message from='bob@far.test' to='alice@a.test/desk'><body>done</body></message>");
        alice.hear("<message from='bob@far.test' to='alice@a.test/desk'><body>done</body></message>");
    }

    /** Answers come on the same stream (XEP-0288). */
    @Test
    void changesOfRostersReachNobody_F07() throws Exception {
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire wire = proven("<bidi xmlns='urn:xmpp:bidi'/>");

        wire.say("<iq type='set' id='1' from='far.test' to='alice@a.test/desk'><query xmlns='jabber:iq:roster'>"
                + "<item jid='boss@far.test' subscription='both'/></query></iq>"
                + "<iq type='set' id='2' from='far.test' to='alice@a.test'><query xmlns='jabber:iq:roster'>"
                + "<item jid='boss@far.test' subscription='both'/></query></iq>"
                + "<message from='bob@far.test' to='alice@a.test/desk'><body>done</body></message>");

        alice.hear("<message from='bob@far.test' to='alice@a.test/desk'><body>done</body></message>");
        wire.hear(unavailable("alice@a.test/desk", "1"));
        wire.hear(unavailable("alice@a.test", "2"));
        alice.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
        assertThat(alice.unread()).contains("id='r'").doesNotContain("far.test");
    }

    /** Attributes come in any order, and what was asked may come back. */
    private static Pattern unavailable(String from, String id) {
        return Pattern.compile("<iq (?=[^>]*type='error')(?=[^>]*to='far\\.test')(?=[^>]*from='" + Pattern.quote(from)
                + "')(?=[^>]*id='" + id + "')[^>]*>(<query .*</query>)?<error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    void headersAreHeldAgainstTheRules_X12() throws Exception {
        Wire wire = realm.site("a.test").connect("server");
        realm.keep(wire);
        wire.say(header("from='far.test'"));
        wire.hear(GREETED);
        assertThat(wire.end()).startsWith("<stream:error><improper-addressing ");
    }

    @Test
    void whatWasProvenBeforeTheDomainBecameOursIsNoMore() throws Exception {
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire wire = proven();
        wire.say("<message from='bob@far.test' to='alice@a.test/desk' id='1'/>");
        alice.hear("<message from='bob@far.test' to='alice@a.test/desk' id='1'/>");

        Wire component = realm.site("a.test").connect("component");
        realm.keep(component);
        component.join("far.test");
        wire.say("<message from='bob@far.test' to='alice@a.test/desk' id='2'/>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
        assertThat(alice.unread()).isEmpty();
    }

    /** {@code limits} of the listener, without a word in the file. */
    @Test
    void depthIsBoundedEvenForThoseWhoAreProven() throws Exception {
        Wire wire = proven();

        wire.say("<message from='bob@far.test' to='alice@a.test'>" + "<x>".repeat(200));

        assertThat(wire.end()).startsWith("<stream:error><policy-violation ");
    }

    @Test
    void aHeaderWithoutEndIsCutOff() throws Exception {
        Wire wire = realm.site("a.test").connect("server");
        realm.keep(wire);

        wire.say(header("from='far.test' to='" + "a".repeat(10_000)));

        assertThat(wire.end()).contains("<policy-violation ");
    }

    /** Each has us look for somebody and call him. */
    @Test
    void aStreamHasUsCallAHundredServersAndNoMore() throws Exception {
        Wire wire = proven();
        int refused = 0;
        // One pair is proven already.
        for (int i = 1; i < 110; i++) {
            wire.say("<db:result from='far" + i + ".test' to='a.test'>key</db:result>");
            String answer =
                    wire.hear(Pattern.compile("<db:result .*?</db:result>")).group();
            refused += answer.contains("<resource-constraint ") ? 1 : 0;
        }

        assertThat(refused).isEqualTo(10);
        assertThat(names.asked())
                .contains("udp SRV _xmpp-server._tcp.far99.test")
                .doesNotContain("udp SRV _xmpp-server._tcp.far100.test");
        // What was proven goes on.
        Wire alice = realm.arrive("alice@a.test/desk");
        wire.say("<message from='bob@far.test' to='alice@a.test/desk' id='1'/>");
        alice.hear("<message from='bob@far.test' to='alice@a.test/desk' id='1'/>");
    }
}
