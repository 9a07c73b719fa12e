package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A component of a.test, which has a domain of its own, and people at b.test. Whose server the component's is b.test has to
 * ask.
 */
class ComponentFederationTest {
    private static final String DISCO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

    private final Realm realm = new Realm();
    private Wire gateway;
    private Wire bob;

    @BeforeEach
    void open() throws IOException {
        realm.claim("a.test");
        realm.claim("b.test");
        NameServer names = new NameServer();
        names.service("_xmpp-server._tcp.gateway.test", 0, realm.place("a.test").getPort(), "xmpp.a.test")
                .address("xmpp.a.test", "127.0.0.1");
        realm.keep(names);
        realm.open("a.test", "", "");
        realm.open("b.test", "", "dns.nameservers = [" + names.place() + "]");
        gateway = realm.site("a.test").connect("component");
        realm.keep(gateway);
        gateway.join("gateway.test");
        bob = realm.arrive("bob@b.test/desk");
    }

    @AfterEach
    void close() throws IOException {
        realm.close();
    }

    @Test
    void speakWithEachOtherWhoeverBegins() throws IOException {
        gateway.say("<message from='x@gateway.test' to='bob@b.test/desk' id='1'><body>hello</body></message>");
        bob.hear("<message from='x@gateway.test' to='bob@b.test/desk' id='1'><body>hello</body></message>");
        bob.say("<message to='x@gateway.test' id='2'><body>and hello</body></message>");
        gateway.hear("<message from='bob@b.test/desk' to='x@gateway.test' id='2'><body>and hello</body></message>");

        bob.say("<iq type='get' id='3' to='gateway.test'>" + DISCO + "</iq>");
        gateway.hear("<iq from='bob@b.test/desk' type='get' id='3' to='gateway.test'>" + DISCO + "</iq>");
        gateway.say("<iq type='result' id='3' from='gateway.test' to='bob@b.test/desk'>" + DISCO + "</iq>");
        bob.hear("<iq type='result' id='3' from='gateway.test' to='bob@b.test/desk'>" + DISCO + "</iq>");
    }

    @Test
    void areFoundByDns() throws IOException {
        bob.say("<message to='x@gateway.test' id='1'><body>hello</body></message>");
        gateway.hear("<message from='bob@b.test/desk' to='x@gateway.test' id='1'><body>hello</body></message>");
        gateway.say("<presence from='x@gateway.test' to='bob@b.test/desk'/>");
        bob.hear("<presence from='x@gateway.test' to='bob@b.test/desk'/>");
    }

    @Test
    void hearThatTheOtherIsNotThere() throws IOException {
        gateway.say("<message from='x@gateway.test' to='nobody@b.test' id='1'/>");
        gateway.hear(comesBack("nobody@b.test", "x@gateway.test", "1", "service-unavailable"));

        gateway.say("</stream:stream>");
        assertThat(gateway.end()).isEqualTo("</stream:stream>");
        bob.say("<message to='x@gateway.test' id='2'/>");
        bob.hear(comesBack("x@gateway.test", "bob@b.test/desk", "2", "remote-server-not-found"));
    }

    private static Pattern comesBack(String from, String to, String id, String condition) {
        return Pattern.compile("<message (?=[^>]*type='error')(?=[^>]*from='" + Pattern.quote(from) + "')(?=[^>]*to='"
                + Pattern.quote(to) + "')(?=[^>]*id='" + id + "')[^>]*><error type='[a-z]*'><" + condition
                + " [^>]*/></error></message>");
    }
}
