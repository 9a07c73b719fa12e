package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that vanish without a word: the line swallows whatever is said, and no end of it is seen. */
class DeadPeerTest {
    private static final String TOML = """
        [general]
          hosts = ["door.test", "calm.test"]
          default_server_domain = "door.test"
          event_loops = 2
        [auth]
          password.format = "plain"
          [auth.internal]
        [modules.mod_presence]
        [modules.mod_roster]
        [modules.mod_ping]
          send_pings = true
          ping_interval = 1
          ping_req_timeout = 1
          timeout_action = "kill"
        [[host_config]]
          host = "calm.test"
          [host_config.modules.mod_ping]
            send_pings = true
            ping_interval = 1
            ping_req_timeout = 1
        [[listen.c2s]] # clear
          port = 0
          ip_address = "127.0.0.1"
        """;

    private static final Jid PHONE = Jid.of("alice@door.test/phone");
    private static final Jid DESK = Jid.of("alice@door.test/desk");
    private static final Jid CALM = Jid.of("carol@calm.test/home");
    private static final Pattern PING = Pattern.compile(
            "<iq type='get' id='([^']+)' from='(?:door|calm)\\.test' to='[^']+'><ping xmlns='urn:xmpp:ping'/></iq>");

    private static final Pattern HEARD = Pattern.compile("<presence [^>]+/>|" + PING);

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
        site.renew(PHONE.bare());
        site.renew(CALM.bare());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static void answer(Wire wire) throws IOException {
        Matcher ping = wire.hear(PING);
        wire.say("<iq type='result' id='" + ping.group(1) + "'/>");
    }

    /** A client that is there answers pings meanwhile. */
    private static void hearUntil(Wire wire, String last) throws IOException {
        while (!wire.hear(HEARD).group().contains(last)) {
            wire.say("<iq type='result' id='any'/>");
        }
    }

    @Test
    void areFoundByThePingThatTheyDoNotAnswer() throws IOException {
        try (Cable cable = new Cable(site.door("clear").address());
                Wire desk = site.connect("clear").login(DESK);
                Wire phone = new Wire(
                        site.door("clear"),
                        new Socket(
                                cable.entrance().getAddress(), cable.entrance().getPort()))) {
            desk.say("<presence/>");
            phone.login(PHONE);
            phone.say("<presence/>");
            hearUntil(desk, "from='alice@door.test/phone'");
            cable.swallow();

            hearUntil(desk, "unavailable");
            await().until(() -> site.house().sessions().find(PHONE) == null);
            assertThat(site.house().sessions().find(DESK)).isNotNull();
        }
    }

    @Test
    void areLeftAloneWithoutTimeoutAction() throws IOException {
        try (Wire calm = site.connect("clear").login(CALM)) {
            calm.hear(PING);
            // The next one comes after the time in which the first one had to be answered.
            answer(calm);
            answer(calm);
        }
        await().until(() -> site.house().sessions().find(CALM) == null);
    }
}
