package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers speak with each other. */
class FederationTest {
    private static final String CERTIFIED = "tls.cacertfile = 'ca.pem'";

    private static final Pattern MESSAGE =
            Pattern.compile("<message from='([^']*)'[^>]*><body>(\\d+)</body></message>");

    private static final String ADMIN = """

        [[listen.http]] # admin
          port = 0
          ip_address = "127.0.0.1"
          [[listen.http.handlers.mongoose_graphql_handler]]
            host = "_"
            path = "/api/graphql"
            schema_endpoint = "admin"
        """;

    private final Realm realm = new Realm();

    @AfterEach
    void close() throws Exception {
        realm.close();
    }

    private void open(String listen, String s2s) throws Exception {
        realm.claim("a.test");
        realm.claim("b.test");
        realm.open("a.test", listen, s2s);
        realm.open("b.test", listen, s2s);
    }

    private static String s2s(String terms) {
        return terms.equals("false")
                ? ""
                : "use_starttls = '" + terms + "'\n  certfile = 'own.pem'\n  cacertfile = 'ca.pem'";
    }

    private static void hears(Wire wire, String text) throws Exception {
        wire.hear(Pattern.compile("(?s)" + Pattern.quote(text)));
    }

    @ParameterizedTest
    @CsvSource({"false", "optional", "required", "required_trusted"})
    void carriesStanzasBothWaysWhateverTheTerms(String terms) throws Exception {
        open(terms.equals("false") ? "" : CERTIFIED, s2s(terms));
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");

        alice.say("<message to='bob@b.test/desk' id='1' type='chat'><body>hello</body></message>");
        hears(
                bob,
                "<message from='alice@a.test/desk' to='bob@b.test/desk' id='1'"
                        + " type='chat'><body>hello</body></message>");
        bob.say("<message to='alice@a.test/desk' id='2' type='chat'><body>and hello</body></message>");
        hears(
                alice,
                "<message from='bob@b.test/desk' to='alice@a.test/desk' id='2' type='chat'><body>and"
                        + " hello</body></message>");
    }

    @ParameterizedTest
    @CsvSource({"false", "required"})
    void proveThemselvesByDialbackWithoutCertificatesThatAreBelieved(String terms) throws Exception {
        open("", terms.equals("false") ? "" : "use_starttls = 'required'\n  certfile = 'own.pem'");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");

        alice.say("<message to='bob@b.test/desk'><body>hello</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>hello</body></message>");
    }

    @Test
    void tellsAdministratorsHowManyServersCallUsAndWeCall() throws Exception {
        open(CERTIFIED + ADMIN, s2s("required_trusted"));
        assertThat(servers("a.test")).isEqualTo(servers("b.test")).isEqualTo("{\"incomingS2S\":0,\"outgoingS2S\":0}");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");

        alice.say("<message to='bob@b.test/desk'><body>hello</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>hello</body></message>");

        assertThat(servers("a.test")).isEqualTo("{\"incomingS2S\":0,\"outgoingS2S\":1}");
        assertThat(servers("b.test")).isEqualTo("{\"incomingS2S\":1,\"outgoingS2S\":0}");
    }

    private String servers(String domain) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return GraphQlWire.of(http, realm.site(domain).door("admin"))
                    .ask("{ stat { globalStats { incomingS2S outgoingS2S } } }")
                    .data("stat/globalStats")
                    .toString();
        }
    }

    @Test
    void carriesFiftyThousandMessagesEachWayInOrderOverOneStream() throws Exception {
        open(ADMIN, "use_starttls = 'required'\n  certfile = 'own.pem'");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");
        alice.say("<message to='bob@b.test/desk'><body>hello</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>hello</body></message>");
        List<Integer> all = IntStream.range(0, 50_000).boxed().toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> there = threads.submit(new Flood(alice, bob, all.size()));
            Future<List<Integer>> back = threads.submit(new Flood(bob, alice, all.size()));
            assertThat(there.get()).isEqualTo(all);
            assertThat(back.get()).isEqualTo(all);
        }

        assertThat(servers("a.test")).isEqualTo("{\"incomingS2S\":0,\"outgoingS2S\":1}");
        assertThat(servers("b.test")).isEqualTo("{\"incomingS2S\":1,\"outgoingS2S\":0}");
    }

    /** Each then has one of the other's that goes both ways, and must not close its own: the other may have chosen that. */
    @Test
    void mayCallEachOtherAtTheSameTime() throws Exception {
        open("", "use_starttls = 'required'\n  certfile = 'own.pem'");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");
        Log.Taken _ = Log.all().take();

        alice.say("<message to='bob@b.test/desk'><body>0</body></message>");
        bob.say("<message to='alice@a.test/desk'><body>0</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>0</body></message>");
        hears(alice, "<message from='bob@b.test/desk' to='alice@a.test/desk'><body>0</body></message>");
        for (int i = 1; i <= 20; i++) {
            alice.say("<message to='bob@b.test/desk'><body>" + i + "</body></message>");
            bob.say("<message to='alice@a.test/desk'><body>" + i + "</body></message>");
            hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>" + i + "</body></message>");
            hears(alice, "<message from='bob@b.test/desk' to='alice@a.test/desk'><body>" + i + "</body></message>");
        }

        assertThat(Log.all().take().events())
                .extracting(ILoggingEvent::getMessage)
                .contains("s2s_opened")
                .doesNotContain("s2s_closed");
    }

    @Test
    void oneStreamIsForAllDomainsOfBothServers() throws Exception {
        realm.claim("a.test");
        realm.claim("b.test");
        realm.place("a2.test", realm.place("a.test"));
        realm.place("b2.test", realm.place("b.test"));
        String terms = "use_starttls = 'required'\n  certfile = 'own.pem'";
        realm.open("a.test", ADMIN, terms);
        realm.open("b.test", ADMIN, terms);
        List<Wire> here = List.of(realm.arrive("alice@a.test/desk"), realm.arrive("alice@a2.test/desk"));
        List<Wire> there = List.of(realm.arrive("bob@b.test/desk"), realm.arrive("bob@b2.test/desk"));

        for (Wire alice : here) {
            for (Wire bob : there) {
                String from = alice.jid().orElseThrow().toString();
                String to = bob.jid().orElseThrow().toString();
                alice.say("<message to='" + to + "'><body>hello</body></message>");
                hears(bob, "<message from='" + from + "' to='" + to + "'><body>hello</body></message>");
            }
        }

        // Those that b.test and b2.test have asked about keys by are gone once they have their answers.
        Patience.await().until(() -> servers("a.test").equals("{\"incomingS2S\":0,\"outgoingS2S\":1}"));
        Patience.await().until(() -> servers("b.test").equals("{\"incomingS2S\":1,\"outgoingS2S\":0}"));
    }

    /** What each of them has sent by it goes on by another. */
    @Test
    void noneOfThoseWhoShareAStreamLosesAnythingWithIt() throws Exception {
        realm.claim("a.test");
        realm.claim("b.test");
        realm.place("a2.test", realm.place("a.test"));
        realm.open("b.test", "", "");
        Cable cable = new Cable(realm.place("b.test"));
        realm.keep(cable);
        realm.place("b.test", cable.entrance());
        realm.open("a.test", "", "");
        List<Wire> here = List.of(realm.arrive("alice@a.test/desk"), realm.arrive("alice@a2.test/desk"));
        Wire bob = realm.arrive("bob@b.test/desk");
        for (Wire alice : here) {
            alice.say("<message to='bob@b.test/desk'><body>0</body></message>");
            hears(
                    bob,
                    "<message from='" + alice.jid().orElseThrow() + "' to='bob@b.test/desk'><body>0</body></message>");
        }
        cable.swallow();
        for (Wire alice : here) {
            for (int i = 1; i <= 20; i++) {
                alice.say("<message to='bob@b.test/desk'><body>" + i + "</body></message>");
            }
            String _ = alice.unread();
        }
        cable.mend();

        List<String> heard = new ArrayList<>();
        while (heard.size() < 40) {
            Matcher message = bob.hear(MESSAGE);
            // What they have said at first comes again if its acknowledgement was still under way.
            if (!message.group(2).equals("0")) {
                heard.add(message.group(1) + " " + message.group(2));
            }
        }
        for (Wire alice : here) {
            String from = alice.jid().orElseThrow() + " ";
            assertThat(heard.stream().filter(message -> message.startsWith(from)))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj(number -> from + number)
                            .toList());
            assertThat(alice.unread()).doesNotContain("error");
        }
    }

    @Test
    void deliversInOrderWhatABrokenLineHasSwallowed() throws Exception {
        realm.claim("a.test");
        realm.claim("b.test");
        realm.open("b.test", "", "");
        Cable cable = new Cable(realm.place("b.test"));
        realm.keep(cable);
        realm.place("b.test", cable.entrance());
        realm.open("a.test", "", "");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");
        alice.say("<message to='bob@b.test/desk'><body>0</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>0</body></message>");

        cable.swallow();
        for (int i = 1; i <= 20; i++) {
            alice.say("<message to='bob@b.test/desk'><body>" + i + "</body></message>");
        }
        String _ = alice.unread();
        cable.mend();

        Matcher message = bob.hear(MESSAGE);
        while (message.group(2).equals("0")) {
            // It comes again if its acknowledgement was still under way.
            message = bob.hear(MESSAGE);
        }
        assertThat(message.group(2)).isEqualTo("1");
        for (int i = 2; i <= 20; i++) {
            hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk'><body>" + i + "</body></message>");
        }
        assertThat(alice.unread()).doesNotContain("error");
    }

    @Test
    void shaperSaysHowFastADomainMaySend() throws Exception {
        List<Wire> both = slow();

        assertSlow(both.getFirst(), both.getLast());
    }

    /** The stream is a.test's, and goes both ways (XEP-0288). */
    @Test
    void shaperHoldsWhereWeHaveCalledToo() throws Exception {
        List<Wire> both = slow();
        Wire alice = both.getFirst();
        Wire bob = both.getLast();
        Log.Taken _ = Log.all().take();
        alice.say("<message to='bob@slow.test/desk'><body>hello</body></message>");
        hears(bob, "<message from='alice@a.test/desk' to='bob@slow.test/desk'><body>hello</body></message>");

        assertSlow(alice, bob);

        assertThat(Log.all().take().events().stream()
                        .map(Log::text)
                        .filter(line -> line.contains("s2s_opened") && line.contains("remote=\"slow.test\"")))
                .singleElement()
                .asString()
                .contains("direction=\"out\"");
    }

    /** Alice, and Bob whose domain is to be slow. */
    private List<Wire> slow() throws Exception {
        realm.claim("a.test");
        realm.claim("slow.test");
        realm.open("a.test", "", "");
        realm.open("slow.test", "", "");
        return List.of(realm.arrive("alice@a.test/desk"), realm.arrive("bob@slow.test/desk"));
    }

    private static void assertSlow(Wire alice, Wire bob) throws Exception {
        long start = System.nanoTime();
        // Only what comes next has to wait.
        bob.say("<message to='alice@a.test/desk'><body>" + "x".repeat(2_500) + "</body></message>");
        alice.hear(
                Pattern.compile("<message from='bob@slow.test/desk' to='alice@a.test/desk'><body>x+</body></message>"));
        bob.say("<message to='alice@a.test/desk'><body>next</body></message>");
        hears(alice, "<message from='bob@slow.test/desk' to='alice@a.test/desk'><body>next</body></message>");

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_500).toNanos());
    }

    @Test
    void saysWhyAStanzaCouldNotGo() throws Exception {
        realm.claim("a.test");
        realm.claim("closed.test");
        realm.open(
                "a.test",
                "",
                "dns.nameservers = ['127.0.0.1:1']\n  dns.timeout = 1\n  dns.retries = 1\n"
                        + "  host_policy = [{host = 'denied.test', policy = 'deny'}]");
        Wire alice = realm.arrive("alice@a.test/desk");

        alice.say("<message to='bob@closed.test' id='1'/>");
        hears(alice, error("closed.test", "1", "wait", "remote-server-timeout"));
        alice.say("<message to='bob@closed.test' id='2'/>");
        hears(alice, error("closed.test", "2", "wait", "remote-server-timeout"));
        alice.say("<message to='bob@denied.test' id='3'/>");
        hears(alice, error("denied.test", "3", "cancel", "service-unavailable"));
        alice.say("<message to='bob@127.0.0.1' id='4'/>");
        hears(alice, error("127.0.0.1", "4", "cancel", "remote-server-not-found"));
        alice.say("<message to='bob@nobody.a.test' id='5'/>");
        hears(alice, error("nobody.a.test", "5", "cancel", "remote-server-not-found"));
    }

    private static String error(String domain, String id, String type, String condition) {
        return "<message type='error' to='alice@a.test/desk' from='bob@" + domain + "' id='" + id + "'><error type='"
                + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
    }

    @Test
    void showsOthersTheCertificateThatIsInTheFileNow() throws Exception {
        open(CERTIFIED, s2s("required_trusted") + "\n  max_retry_delay = 1");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");
        Log.Taken _ = Log.all().take();

        realm.certify("a.test", "elsewhere.test");
        await().until(() -> Log.all().take().events().stream()
                .map(Log::text)
                .anyMatch(line -> line.contains("certificate_replaced") && line.contains("listener=\"s2s\"")));
        alice.say("<message to='bob@b.test/desk' id='1'/>");
        alice.hear(Pattern.compile("(?s)<message type='error' .*? id='1'>.*?</message>"));

        realm.certify("a.test", "a.test");
        // It rests for a second after the failure.
        await().until(() -> {
            alice.say("<message to='bob@b.test/desk' id='2'/>");
            return bob.unread().contains("id='2'");
        });
    }

    @Test
    void tellsOfPresenceAndOfWhatIsOnOffer() throws Exception {
        open("", "");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");

        alice.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
        alice.hear(Pattern.compile("(?s).*<iq [^>]*id='r'.*?(</iq>|/>)"));
        bob.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
        bob.hear(Pattern.compile("(?s).*<iq [^>]*id='r'.*?(</iq>|/>)"));

        alice.say("<presence to='bob@b.test' type='subscribe'/>");
        bob.hear(Pattern.compile("(?s).*<presence [^>]*type='subscribe'[^>]*from='alice@a.test'/>"));
        bob.say("<presence to='alice@a.test' type='subscribed'/>");
        alice.hear(Pattern.compile("(?s).*<presence [^>]*type='subscribed'.*<presence [^>]*bob@b.test/desk[^>]*/>"));
        alice.say("<iq type='get' id='1' to='b.test'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        alice.hear(Pattern.compile("(?s).*<iq [^>]*id='1'[^>]*>.*jabber.org/protocol/disco#info.*</iq>"));
    }
}
