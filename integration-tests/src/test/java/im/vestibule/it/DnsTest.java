package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.NameServer.Mood;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are found by asking: alice@a.test writes to bob@b.test, whose server only name servers know. */
class DnsTest {
    private static final String SERVICE = "_xmpp-server._tcp.b.test";
    private static final String SECURE = "_xmpps-server._tcp.b.test";

    private final Realm realm = new Realm();
    private NameServer names;

    @BeforeEach
    void open() throws IOException {
        names = new NameServer();
        realm.keep(names);
        realm.claim("a.test");
        realm.claim("b.test");
    }

    @AfterEach
    void close() throws IOException {
        realm.close();
    }

    /** Bob's server, and where it is. */
    private int neighbour() throws IOException {
        realm.open("b.test", "", "");
        return realm.place("b.test").getPort();
    }

    private String asking(NameServer... servers) {
        StringBuilder places = new StringBuilder(names.place());
        for (NameServer server : servers) {
            places.append(", ").append(server.place());
        }
        return "dns.nameservers = [" + places + "]\n  dns.timeout = 1\n  dns.retries = 2\n  ";
    }

    private Wire alice(String s2s) throws IOException {
        realm.veil("b.test");
        realm.open("a.test", "", s2s);
        return realm.arrive("alice@a.test/desk");
    }

    private void arrives(Wire alice) throws IOException {
        Wire bob = realm.arrive("bob@b.test/desk");
        alice.say("<message to='bob@b.test/desk'><body>hello</body></message>");
        bob.hear("<message from='alice@a.test/desk' to='bob@b.test/desk'><body>hello</body></message>");
    }

    private static void comesBack(Wire alice, String type, String condition) throws IOException {
        alice.say("<message to='bob@b.test/desk' id='1'/>");
        alice.hear("<message type='error' to='alice@a.test/desk' from='bob@b.test/desk' id='1'><error type='" + type
                + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }

    @Test
    void findsAServerByItsServiceRecord() throws IOException {
        names.service(SERVICE, 0, neighbour(), "xmpp.b.test").address("xmpp.b.test", "127.0.0.1");

        arrives(alice(asking()));
        assertThat(names.asked())
                .containsExactlyInAnyOrder("udp SRV " + SERVICE, "udp A xmpp.b.test", "udp AAAA xmpp.b.test");
    }

    @Test
    void goesOnToWhatIsNextInPriority() throws IOException {
        names.service(SERVICE, 1, Ports.free(), "closed.b.test")
                .service(SERVICE, 2, 5269, "nowhere.b.test")
                .service(SERVICE, 3, neighbour(), "open.b.test")
                .address("closed.b.test", "127.0.0.1")
                .address("open.b.test", "127.0.0.1");

        arrives(alice(asking()));
        assertThat(names.asked()).contains("udp A closed.b.test", "udp A nowhere.b.test");
    }

    @Test
    void speaksTlsFromTheFirstByteWhereARecordSaysSo() throws IOException {
        realm.open("b.test", "", "use_starttls = 'optional'\n  certfile = 'own.pem'");
        Cable cable = new Cable(realm.place("b.test"), realm.authority().server("b.test"));
        realm.keep(cable);
        names.service(SERVICE, 1, Ports.free(), "b.test")
                .service(SECURE, 0, cable.entrance().getPort(), "b.test")
                .address("b.test", "127.0.0.1");

        arrives(alice(asking() + "use_starttls = 'required'\n  certfile = 'own.pem'"));
    }

    @Test
    void goesOnWhereTlsDoesNotBegin() throws IOException {
        realm.open("b.test", "", "use_starttls = 'required'\n  certfile = 'own.pem'");
        int port = realm.place("b.test").getPort();
        names.service(SECURE, 0, port, "b.test")
                .service(SERVICE, 1, port, "b.test")
                .address("b.test", "127.0.0.1");

        arrives(alice(asking() + "use_starttls = 'required'\n  certfile = 'own.pem'"));
    }

    @Test
    void asksForAddressesOfTheDomainWithoutAServiceRecord() throws IOException {
        names.address("b.test", "127.0.0.1");

        arrives(alice(asking() + "outgoing.port = " + neighbour()));
        assertThat(names.asked()).containsExactlyInAnyOrder("udp SRV " + SERVICE, "udp A b.test", "udp AAAA b.test");
    }

    @Test
    void reachesWhatOnlyIpv6Reaches() throws IOException {
        Outside.require(hasIpv6(), "::1");
        realm.place("b.test", new InetSocketAddress(InetAddress.ofLiteral("::1"), Ports.free()));
        names.service(SERVICE, 0, neighbour(), "six.b.test").address("six.b.test", "::1");

        arrives(alice(asking()));
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return probe.getInetAddress() instanceof Inet6Address;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void asksForTheVersionsOfIpThatTheFileHas() throws IOException {
        names.service(SERVICE, 0, neighbour(), "xmpp.b.test").address("xmpp.b.test", "127.0.0.1");

        comesBack(alice(asking() + "outgoing.ip_versions = [6]"), "cancel", "remote-server-not-found");
        assertThat(names.asked()).containsExactlyInAnyOrder("udp SRV " + SERVICE, "udp AAAA xmpp.b.test");
    }

    @Test
    void asksNobodyWhereTheFileSaysIt() throws IOException {
        neighbour();
        names.service(SERVICE, 0, Ports.free(), "b.test").address("b.test", "127.0.0.1");
        realm.open("a.test", "", asking());

        arrives(realm.arrive("alice@a.test/desk"));
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void looksNoFurtherWhereTheServiceIsDenied() throws IOException {
        names.service(SERVICE, 0, 0, ".").address("b.test", "127.0.0.1");

        comesBack(alice(asking() + "outgoing.port = " + neighbour()), "cancel", "remote-server-not-found");
        assertThat(names.asked()).containsExactly("udp SRV " + SERVICE);
    }

    @Test
    void followsAliases() throws IOException {
        names.alias(SERVICE, "_xmpp-server._tcp.provider.test")
                .service("_xmpp-server._tcp.provider.test", 0, neighbour(), "alias.test")
                .alias("alias.test", "real.test")
                .address("real.test", "127.0.0.1");

        arrives(alice(asking()));
    }

    @Test
    void givesUpOnAliasesThatLeadNowhere() throws IOException {
        names.alias(SERVICE, SERVICE);
        for (int i = 0; i < 20; i++) {
            names.alias(i == 0 ? "b.test" : "alias" + i + ".test", "alias" + (i + 1) + ".test");
        }
        names.address("alias20.test", "127.0.0.1");

        comesBack(alice(asking() + "outgoing.port = " + neighbour()), "wait", "remote-server-timeout");
    }

    @Test
    void asksAgainByTcpForWhatWasCutShort() throws IOException {
        names.be(Mood.TERSE).service(SERVICE, 0, neighbour(), "xmpp.b.test").address("xmpp.b.test", "127.0.0.1");

        arrives(alice(asking()));
        assertThat(names.asked()).contains("udp SRV " + SERVICE, "tcp SRV " + SERVICE, "tcp A xmpp.b.test");
    }

    @Test
    void makesNothingOfAnAnswerThatIsFarTooLong() throws IOException {
        int port = neighbour();
        for (int i = 0; i < 500; i++) {
            names.service(SERVICE, i, port, "xmpp.b.test");
        }
        names.be(Mood.TERSE).address("xmpp.b.test", "127.0.0.1");

        comesBack(alice(asking()), "wait", "remote-server-timeout");
        assertThat(names.asked()).contains("tcp SRV " + SERVICE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "REFUSING", "ASTRAY"})
    void asksAnotherNameServerWhereOneIsOfNoHelp(Mood mood) throws IOException {
        NameServer other =
                new NameServer().service(SERVICE, 0, neighbour(), "xmpp.b.test").address("xmpp.b.test", "127.0.0.1");
        realm.keep(other);
        names.be(mood);

        arrives(alice(asking(other)));
        assertThat(names.asked()).contains("udp SRV " + SERVICE);
    }

    /** Meanwhile the house goes on. */
    @Test
    void saysThatNoNameServerHasAnswered() throws IOException {
        names.be(Mood.SILENT);
        Wire alice = alice(asking());

        alice.say("<message to='bob@b.test/desk' id='1'/><iq type='get' id='2' to='a.test'><ping"
                + " xmlns='urn:xmpp:ping'/></iq>");
        alice.hear(Pattern.compile("<iq [^>]*type='result'[^>]*/>"));
        alice.hear(Pattern.compile("(?s)<message type='error' .*<remote-server-timeout .*</message>"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2, 1, 1", "3, 2, 1"})
    void retriesSaysHowOftenAQuestionIsAskedOfAllTogether(int retries, int first, int second) throws IOException {
        NameServer other = new NameServer().be(Mood.SILENT);
        realm.keep(other);
        names.be(Mood.SILENT);
        String question = "udp SRV " + SERVICE;

        comesBack(alice(asking(other).replace("retries = 2", "retries = " + retries)), "wait", "remote-server-timeout");

        await().until(() -> names.asked(question) + other.asked(question) == retries);
        assertThat(names.asked(question)).isEqualTo(first);
        assertThat(other.asked(question)).isEqualTo(second);
    }

    /** What strangers write into DNS leads them to no service inside; clouds have theirs at the former address. */
    @Test
    void isNotLedToPlacesWhereNoServerCanBe() throws IOException {
        names.service(SERVICE, 0, 80, "metadata.test")
                .address("metadata.test", "169.254.169.254")
                .address("metadata.test", "0.0.0.0")
                .address("metadata.test", "255.255.255.255")
                .address("metadata.test", "fe80::1")
                .address("metadata.test", "ff02::1")
                .address("metadata.test", "::");

        comesBack(alice(asking()), "cancel", "remote-server-not-found");
    }

    @Test
    void isNotLedToNetworksThatAreDenied() throws IOException {
        names.service(SERVICE, 0, neighbour(), "xmpp.b.test").address("xmpp.b.test", "127.0.0.1");

        comesBack(alice(asking() + "outgoing.denied_networks = ['127.0.0.0/8']"), "cancel", "remote-server-not-found");
    }

    /** Nothing that a stranger chose is said to them, and they make nothing of what is. */
    @ParameterizedTest
    @ValueSource(strings = {"clear", "component", "server"})
    void findsNoServerBehindOurOwnDoors(String door) throws IOException {
        Wire alice = alice(asking());
        int port = realm.site("a.test").door(door).address().getPort();
        names.service(SERVICE, 0, port, "inside.test").address("inside.test", "127.0.0.1");

        comesBack(alice, "cancel", "remote-server-not-found");
        assertThat(alice.unread()).isEmpty();
    }
}
