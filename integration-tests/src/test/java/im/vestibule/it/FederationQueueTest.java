package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code general.max_fsm_queue} bounds what waits for another server, whether or not there is a stream to it. */
class FederationQueueTest {
    private static final Pattern HEADER = Pattern.compile("(?s)<\\?xml .*?<stream:stream [^>]*>");
    private static final Pattern KEY = Pattern.compile("<(?:db:)?result .*</(?:db:)?result>");

    /** More than two streams' worth of stanzas, and what the kernel holds at both ends of each. */
    private static final long MOST = 90L * 1024 * 1024;

    private final Realm realm = new Realm();
    private ServerSocket far;

    @BeforeEach
    void open() throws IOException {
        far = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        realm.keep(far);
        realm.claim("a.test");
        realm.place("far.test", (InetSocketAddress) far.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        realm.close();
    }

    private Wire alice(int most) throws IOException {
        realm.general("max_fsm_queue = " + most);
        realm.open("a.test", "", "");
        return realm.arrive("alice@a.test/desk");
    }

    /** Our server calls; what it hears is up to the test. */
    private Wire answer() throws IOException {
        Socket call = far.accept();
        Wire wire = new Wire(new Site.Door("far.test", "s2s", realm.place("far.test"), Optional.empty()), call);
        realm.keep(wire);
        return wire;
    }

    private static String error(String id, String condition) {
        return "<message type='error' to='alice@a.test/desk' from='bob@far.test' id='" + id + "'><error type='wait'><"
                + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
    }

    @Test
    void whatIsMoreThanMayWaitForAStreamComesBackAtOnce() throws IOException {
        Wire alice = alice(3);
        StringBuilder messages = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            messages.append("<message to='bob@far.test' id='").append(i).append("'/>");
        }

        alice.say(messages.toString());
        Wire silent = answer();
        alice.hear(error("4", "resource-constraint"));
        alice.hear(error("5", "resource-constraint"));
        assertThat(alice.unread()).isEmpty();

        far.close();
        silent.close();
        for (int i = 1; i <= 3; i++) {
            alice.hear(error(Integer.toString(i), "remote-server-timeout"));
        }
    }

    @Test
    void aServerThatDoesNotKeepUpLosesItsStreamAndOneMoreStanzaComesBack() throws IOException {
        Wire alice = alice(20);
        alice.say("<message to='bob@far.test'/>");
        Wire deaf = answer();
        deaf.hear(HEADER);
        deaf.say("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' id='1' from='far.test' to='a.test' version='1.0'>"
                + "<stream:features/>");
        deaf.hear(KEY);
        deaf.say("<db:result from='far.test' to='a.test' type='valid'/>");
        deaf.hear("<message from='alice@a.test/desk' to='bob@far.test'/>");

        // What cannot go by that stream waits for the next one, which is never answered.
        String message = "<message to='bob@far.test' id='1'><body>" + "x".repeat(16_000) + "</body></message>";
        long sent = 0;
        while (alice.unread().isEmpty() && sent < MOST) {
            for (int i = 0; i < 16; i++) {
                alice.say(message);
                sent += message.length();
            }
        }

        assertThat(alice.arrived()).startsWith("<message type='error' ").contains("<resource-constraint ");
        assertThat(realm.site("a.test").has(Jid.of("alice@a.test/desk"))).isTrue();
        String heard = deaf.end();
        assertThat(heard.substring(heard.lastIndexOf("</message>")))
                .contains("<policy-violation ", "too much waits to be read");
    }
}
