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

/** BOSH and WebSocket by a client that others wrote: Strophe.js. */
@NeedsProgram("node")
@ExtendWith(SharedSite.class)
class StropheTest {
    private static final Jid ALICE = Jid.of("alice-by-strophe@door.test");

    @ParameterizedTest
    @CsvSource({"web, http, /http-bind", "web_tls, https, /http-bind", "web, ws, /ws-xmpp"})
    void logsInAndHearsItself(String door, String scheme, String path, Site site)
            throws IOException, InterruptedException {
        site.renew(ALICE);
        String service = site.door(door).url(scheme, path);

        List<JsonNode> events = Node.run(
                "strophe.js", Map.of("service", service, "jid", ALICE + "/page", "password", Site.password(ALICE)));

        assertThat(events)
                .extracting(event -> event.get("event").asString())
                .containsExactly("CONNECTING", "CONNECTED", "message", "DISCONNECTING", "DISCONNECTED");
        assertThat(events.get(2).get("body").asString()).isEqualTo("hello, me");
    }

    @ParameterizedTest
    @CsvSource({"web, http, /http-bind", "web_tls, https, /http-bind", "web, ws, /ws-xmpp", "web_tls, wss, /ws-xmpp"})
    void twoPeopleChat(String door, String scheme, String path, Site site) throws Exception {
        Talk talk = new Talk(ALICE, Jid.of("bob-by-strophe@door.test")).renewed(site);
        assertThat(talk.inNode("strophe", site.door(door).url(scheme, path))).isEqualTo(talk.expected());
    }
}
