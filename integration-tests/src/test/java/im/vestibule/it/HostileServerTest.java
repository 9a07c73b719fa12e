package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that mean no good. */
@Hostile
class HostileServerTest {
    private static final Jid ALICE = Jid.of("alice@door.test/desk");
    private static final Pattern GREETED = Pattern.compile("(?s)<\\?xml .*?<stream:stream [^>]*>");
    private static final Pattern FEATURES = Pattern.compile("(?s)<\\?xml .*?</stream:features>");

    private final Wires wires = new Wires();

    @AfterEach
    void close() throws IOException {
        wires.close();
    }

    private Wire connect(Site site, String door) throws IOException {
        return wires.add(site.connect(door));
    }

    /** Somebody with a new account, who has logged in and can be reached. */
    private Wire arrive(Site site) throws IOException {
        site.renew(ALICE.bare());
        Wire wire = connect(site, "clear").login(ALICE);
        wire.say("<presence/>");
        wire.hear(Pattern.compile("<presence [^>]*/>"));
        return wire;
    }

    private static String header(String attributes) {
        return "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' version='1.0' " + attributes + ">";
    }

    /** Has said whom it is for, and nothing else. */
    private Wire call(Site site) throws IOException {
        Wire wire = connect(site, "server");
        wire.say(header("from='far.test' to='door.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    /** Shows the certificate of a domain. */
    private Wire secure(Site site, String domain) throws IOException {
        Wire wire = call(site);
        wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        wire.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        wire.secure(HostileFiles.SERVERS.server(domain));
        wire.say(header("from='far.test' to='door.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    /** May speak for far.test. */
    private Wire proven(Site site) throws IOException {
        return proven(site, "");
    }

    /** @param wish said before the proof */
    private Wire proven(Site site, String wish) throws IOException {
        Wire wire = secure(site, "far.test");
        wire.say(wish);
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
        wire.hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        wire.say(header("from='far.test' to='door.test'"));
        wire.hear(FEATURES);
        return wire;
    }

    private static String ends(String condition) {
        return "<stream:error><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
    }

    @Test
    void answersThatNobodyHasAskedForAreDropped_F01(Site site) throws IOException {
        Wire wire = call(site);

        wire.say("<db:verify from='far.test' to='door.test' id='1' type='valid'/>"
                + "<db:result from='far.test' to='door.test' type='valid'/>"
                + "<message from='bob@far.test' to='alice@door.test'><body>let me in</body></message>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void stanzasOfDomainsThatWereNotProvenEndTheStream_F02(Site site) throws IOException {
        Wire wire = proven(site);

        wire.say("<message from='bob@other.test' to='alice@door.test'><body>let me in</body></message>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void dialbackForADomainThatIsNotHereIsRefusedAndNoMore_F03(Site site) throws IOException {
        Wire wire = call(site);

        wire.say("<db:result from='far.test' to='elsewhere.test'>key</db:result>");
        wire.hear("<db:result from='elsewhere.test' to='far.test' type='error'><error type='cancel'>"
                + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></db:result>");
        wire.say("<db:result from='denied.test' to='door.test'>key</db:result>");
        wire.hear("<db:result from='door.test' to='denied.test' type='error'><error type='cancel'>"
                + "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></db:result>");
        wire.say("</stream:stream>");
        assertThat(wire.end()).isEqualTo("</stream:stream>");
    }

    @Test
    void stanzasWithoutAddressesEndTheStream_F04(Site site) throws IOException {
        for (String addresses :
                new String[] {"to='alice@door.test'", "from='bob@far.test'", "from='b@@' to='alice@door.test'"}) {
            Wire wire = proven(site);

            wire.say("<message " + addresses + "><body>who is it?</body></message>");

            assertThat(wire.end()).isEqualTo(ends("improper-addressing"));
        }
    }

    @Test
    void anothersCertificateProvesNothing_F05(Site site) throws IOException {
        Wire wire = secure(site, "other.test");

        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>ZmFyLnRlc3Q=</auth>");
        wire.hear("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
        wire.say("<message from='bob@far.test' to='alice@door.test'/>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
    }

    @Test
    void whatLooksLikeACarbonCopyReachesNobody_F06(Site site) throws IOException {
        Wire alice = arrive(site);
        Wire wire = proven(site);
        String copy = "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message xmlns='jabber:client' from='boss@door.test' to='alice@door.test'><body>resign</body></message>"
                + "</forwarded></received>";

        wire.say("<message from='alice@door.test' to='alice@door.test'>" + copy + "</message>");
        assertThat(wire.end()).isEqualTo(ends("invalid-from"));

        Wire again = proven(site, "<bidi xmlns='urn:xmpp:bidi'/>");
        again.say("<message from='bob@far.test' to='alice@door.test/desk' id='1'>" + copy + "</message>");
        again.hear(Pattern.compile("<message type='error' to='bob@far.test' from='alice@door.test/desk' id='1'>.*?"
                + "<error type='auth'><forbidden [^>]*/></error></message>"));
        again.say("<message from='bob@far.test' to='alice@door.test/desk'><body>done</body></message>");
        alice.hear("<message from='bob@far.test' to='alice@door.test/desk'><body>done</body></message>");
    }

    /** Answers come on the same stream (XEP-0288). */
    @Test
    void changesOfRostersReachNobody_F07(Site site) throws IOException {
        Wire alice = arrive(site);
        Wire wire = proven(site, "<bidi xmlns='urn:xmpp:bidi'/>");

        wire.say("<iq type='set' id='1' from='far.test' to='alice@door.test/desk'><query xmlns='jabber:iq:roster'>"
                + "<item jid='boss@far.test' subscription='both'/></query></iq>"
                + "<iq type='set' id='2' from='far.test' to='alice@door.test'><query xmlns='jabber:iq:roster'>"
                + "<item jid='boss@far.test' subscription='both'/></query></iq>"
                + "<message from='bob@far.test' to='alice@door.test/desk'><body>done</body></message>");

        alice.hear("<message from='bob@far.test' to='alice@door.test/desk'><body>done</body></message>");
        wire.hear(unavailable("alice@door.test/desk", "1"));
        wire.hear(unavailable("alice@door.test", "2"));
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
    void headersAreHeldAgainstTheRules_X12(Site site) throws IOException {
        Wire wire = connect(site, "server");
        wire.say(header("from='far.test'"));
        wire.hear(GREETED);
        assertThat(wire.end()).startsWith("<stream:error><improper-addressing ");
    }

    @Test
    void whatWasProvenBeforeTheDomainBecameOursIsNoMore(Site site) throws IOException {
        Wire alice = arrive(site);
        Wire wire = proven(site);
        wire.say("<message from='bob@far.test' to='alice@door.test/desk' id='1'/>");
        alice.hear("<message from='bob@far.test' to='alice@door.test/desk' id='1'/>");

        Wire component = connect(site, "component");
        component.join("far.test");
        wire.say("<message from='bob@far.test' to='alice@door.test/desk' id='2'/>");

        assertThat(wire.end()).isEqualTo(ends("invalid-from"));
        assertThat(alice.unread()).isEmpty();
    }

    /** {@code limits} of the listener, without a word in the file. */
    @Test
    void depthIsBoundedEvenForThoseWhoAreProven(Site site) throws IOException {
        Wire wire = proven(site);

        wire.say("<message from='bob@far.test' to='alice@door.test'>" + "<x>".repeat(200));

        assertThat(wire.end()).startsWith("<stream:error><policy-violation ");
    }

    @Test
    void aHeaderWithoutEndIsCutOff(Site site) throws IOException {
        Wire wire = connect(site, "server");

        wire.say(header("from='far.test' to='" + "a".repeat(10_000)));

        assertThat(wire.end()).contains("<policy-violation ");
    }

    /** Each has us look for somebody and call him. */
    @Test
    void aStreamHasUsCallAHundredServersAndNoMore(Site site, NameServer names) throws IOException {
        Wire wire = proven(site);
        int refused = 0;
        // One pair is proven already.
        for (int i = 1; i < 110; i++) {
            wire.say("<db:result from='far" + i + ".test' to='door.test'>key</db:result>");
            String answer =
                    wire.hear(Pattern.compile("<db:result .*?</db:result>")).group();
            refused += answer.contains("<resource-constraint ") ? 1 : 0;
        }

        assertThat(refused).isEqualTo(10);
        assertThat(names.asked())
                .contains("udp SRV _xmpp-server._tcp.far99.test")
                .doesNotContain("udp SRV _xmpp-server._tcp.far100.test");
        // What was proven goes on.
        Wire alice = arrive(site);
        wire.say("<message from='bob@far.test' to='alice@door.test/desk' id='1'/>");
        alice.hear("<message from='bob@far.test' to='alice@door.test/desk' id='1'/>");
    }
}
