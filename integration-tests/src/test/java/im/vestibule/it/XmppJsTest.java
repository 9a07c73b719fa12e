package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** SASL2, Bind 2 and tokens by a client that others wrote, xmpp.js; it has no BOSH. */
@NeedsProgram("node")
@ExtendWith(SharedSite.class)
class XmppJsTest {
    private static final Jid ALICE = Jid.of("alice@door.test");

    @ParameterizedTest
    @CsvSource({
        "starttls_fast, xmpp, ''",
        "required_just, xmpp, ''",
        "tls_fast, xmpps, ''",
        "tls_just, xmpps, ''",
        "web_tls, wss, /ws-xmpp"
    })
    void logsInByPasswordAndComesBackByToken(String door, String scheme, String path, Site site)
            throws IOException, InterruptedException {
        site.renew(ALICE);
        String service = site.door(door).url(scheme, path);

        List<JsonNode> events = Node.run(
                "xmpp.js",
                Map.of(
                        "service", service,
                        "domain", ALICE.domain(),
                        "username", ALICE.local(),
                        "password", Site.password(ALICE)));

        assertThat(events)
                .extracting(event -> event.get("event").asString())
                .containsExactly("authenticate", "online", "token", "message", "authenticate", "online", "message");
        assertThat(events)
                .filteredOn(event -> event.get("event").asString().equals("authenticate"))
                .extracting(event -> event.get("mechanism").asString())
                .containsExactly("SCRAM-SHA-1", "HT-SHA-256-NONE");
        assertThat(events)
                .filteredOn(event -> event.get("event").asString().equals("online"))
                .allSatisfy(event -> assertThat(event.get("jid").asString()).startsWith(ALICE + "/node/"));
    }

    @ParameterizedTest
    @CsvSource({"starttls_fast, xmpp, ''", "web, ws, /ws-xmpp", "web_tls, wss, /ws-xmpp"})
    void twoPeopleChat(String door, String scheme, String path, Site site) throws Exception {
        Talk talk = new Talk(ALICE, Jid.of("bob@door.test")).renewed(site);
        assertThat(talk.inNode("xmpp", site.door(door).url(scheme, path))).isEqualTo(talk.expected());
    }
}
