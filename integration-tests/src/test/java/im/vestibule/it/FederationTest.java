package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Two servers speak with each other. */
class FederationTest {
    private static final String CERTIFIED = "tls.cacertfile = 'ca.pem'";

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
        hears(bob, "<message from='alice@a.test/desk' to='bob@b.test/desk' id='1' type='chat'><body>hello</body></message>");
        bob.say("<message to='alice@a.test/desk' id='2' type='chat'><body>and hello</body></message>");
        hears(alice, "<message from='bob@b.test/desk' to='alice@a.test/desk' id='2' type='chat'><body>and hello</body></message>");
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
}
