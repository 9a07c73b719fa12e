package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers that do not want the same: what a.test says holds where it calls b.test, and where it is called. */
class FederationTermsTest {
    private static final Pattern ERROR = Pattern.compile("(?s)<message type='error' .*? id='1'>.*?</message>");
    private static final Pattern FEATURES = Pattern.compile("(?s)<\\?xml .*?</stream:features>");

    private final Realm realm = new Realm();

    @AfterEach
    void close() throws IOException {
        realm.close();
    }

    /**
     * @param terms {@code use_starttls}; behind a slash what is wrong with the certificate: {@code another} domain's, or of
     *     {@code nobody} who is believed
     */
    private void open(String domain, String terms) throws IOException {
        String[] parts = terms.split("/", -1);
        String listen = parts[0].equals("false") ? "" : "tls.cacertfile = 'ca.pem'";
        String s2s = "use_starttls = '" + parts[0] + "'\n  cacertfile = 'ca.pem'\n  "
                + (parts[0].equals("false") ? "" : "certfile = 'own.pem'");
        if (parts.length > 1 && parts[1].equals("nobody")) {
            s2s = s2s.replace("own.pem", "door.pem");
        }
        realm.open(domain, listen, s2s);
        if (parts.length > 1 && parts[1].equals("another")) {
            realm.certify(domain, "another.test");
            realm.site(domain).house().reloadCertificates();
        }
    }

    /** {@code ->}: alice@a.test, whose server calls, writes to bob@b.test. Dialback calls the other way round, too. */
    @ParameterizedTest
    @CsvSource({
        "optional,                 false,                    true",
        "false,                    optional,                 true",
        "optional,                 required,                 true",
        "required,                 optional/nobody,          true",
        "required/another,         required,                 true",
        "required_trusted,         required,                 true",
        "false,                    required,                 false",
        "required,                 false,                    false",
        "required_trusted,         required/nobody,          false",
        "required_trusted,         required/another,         false",
        "required/nobody,          required_trusted,         false",
        "required/another,         required_trusted,         false",
    })
    void speakWithEachOtherIfBothMay(String ours, String theirs, boolean may) throws IOException {
        realm.claim("a.test");
        realm.claim("b.test");
        open("a.test", ours);
        open("b.test", theirs);
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");

        alice.say("<message to='bob@b.test/desk' id='1'><body>hello</body></message>");
        if (may) {
            bob.hear("<message from='alice@a.test/desk' to='bob@b.test/desk' id='1'><body>hello</body></message>");
        } else {
            alice.hear(ERROR);
            assertThat(bob.unread()).isEmpty();
        }
    }

    @Test
    void hostPolicyGoesBeforeDefaultPolicyBothWays() throws IOException {
        realm.claim("a.test");
        realm.claim("b.test");
        realm.claim("c.test");
        realm.open("a.test", "", "default_policy = 'deny'\n  host_policy = [{host = 'b.test', policy = 'allow'}]");
        realm.open("b.test", "", "");
        realm.open("c.test", "", "");
        Wire alice = realm.arrive("alice@a.test/desk");
        Wire bob = realm.arrive("bob@b.test/desk");
        Wire carol = realm.arrive("carol@c.test/desk");

        alice.say("<message to='bob@b.test/desk' id='1'/><message to='carol@c.test/desk' id='1'/>");
        bob.hear("<message from='alice@a.test/desk' to='bob@b.test/desk' id='1'/>");
        assertThat(alice.hear(ERROR).group()).contains("carol@c.test/desk", "<service-unavailable ");
        carol.say("<message to='alice@a.test/desk' id='1'/>");
        assertThat(carol.hear(ERROR).group()).contains("<remote-server-not-found ");
        assertThat(alice.unread()).isEmpty();
        assertThat(carol.unread()).isEmpty();
    }

    /** The example of XEP-0185 §3. */
    @Test
    void sharedIsWhatKeysAreMadeOf() throws IOException {
        realm.claim("example.org");
        realm.open("example.org", "", "shared = 's3cr3tf0rd14lb4ck'");
        Wire far = realm.site("example.org").connect("server");
        realm.keep(far);
        far.say(header("xmpp.example.com", "example.org"));
        far.hear(FEATURES);

        String verify = "<db:verify from='xmpp.example.com' to='example.org' id='D60000229F'>";
        String key = "37c69b1cf07a3f67c04a5ef5902fa5114f2c76fe4a2686482ba5b89323075643";
        far.say(verify + key + "</db:verify>");
        far.hear("<db:verify from='example.org' to='xmpp.example.com' id='D60000229F' type='valid'/>");
        far.say(verify + key.replace('3', '4') + "</db:verify>");
        far.hear("<db:verify from='example.org' to='xmpp.example.com' id='D60000229F' type='invalid'/>");
    }

    /** CVE-2012-3525: who would have us believe a domain that is not its own. */
    @Test
    void saysOnceThatSomebodyAnswersWhatNobodyHasAsked_F01() throws IOException {
        realm.claim("a.test");
        realm.open("a.test", "", "");
        Wire far = realm.site("a.test").connect("server");
        realm.keep(far);
        Log.Taken _ = Log.all().take();

        far.say(header("far.test", "a.test"));
        far.hear(FEATURES);
        far.say("<db:result from='far.test' to='a.test' type='valid'/>"
                + "<db:verify from='far.test' to='a.test' id='1' type='valid'/></stream:stream>");
        assertThat(far.end()).isEqualTo("</stream:stream>");

        assertThat(Log.all().take().events().stream().map(Log::text).filter(line -> line.contains("dialback_unasked")))
                .singleElement()
                .asString()
                .startsWith("INFO")
                .contains("listener=\"listen.s2s[0]\"", "address=", "direction=\"in\"", "unreported=\"0\"");
    }

    private static String header(String from, String to) {
        return "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' version='1.0' from='" + from + "' to='" + to + "'>";
    }

    @ParameterizedTest
    @CsvSource({
        "ciphers = 'ECDHE-RSA-AES256-GCM-SHA384:!TLSv1.3', TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLSv1.2",
        "protocol_options = ['no_tlsv1_2'], TLS_AES_.*, TLSv1.3"
    })
    void tlsOfTheListenerIsAsItsTableSays(String option, String suite, String version) throws IOException {
        realm.claim("a.test");
        realm.open("a.test", "tls." + option, "use_starttls = 'required'\n  certfile = 'own.pem'");
        Wire far = realm.site("a.test").connect("server");
        realm.keep(far);
        far.say(header("far.test", "a.test"));
        far.hear(FEATURES);
        far.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        far.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        far.secure();

        assertThat(far.tls().getSession().getCipherSuite()).matches(suite);
        assertThat(far.tls().getSession().getProtocol()).isEqualTo(version);
    }
}
