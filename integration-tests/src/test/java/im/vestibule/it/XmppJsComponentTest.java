package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A component as others write them, with xmpp.js. */
@NeedsProgram("node")
@ExtendWith(SharedSite.class)
class XmppJsComponentTest {
    private static final Jid ALICE = Jid.of("alice-of-xmppjs@door.test/home");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern MESSAGE = Pattern.compile("(?s)<message [^>]*>.*?<body>(.*?)</body>.*?</message>");
    private static final Pattern IQ = Pattern.compile("(?s)<iq [^>]*>.*?</iq>");

    /** One that runs, and what it tells. */
    private record Running(Process process, BufferedReader out) implements AutoCloseable {
        static Running start(Site site, String door, String domain, String password) throws IOException {
            Process process = Node.start(
                    "component.js",
                    Map.of(
                            "service",
                            site.door(door).url("xmpp", ""),
                            "domain",
                            domain,
                            "password",
                            password,
                            "host",
                            "door.test"));
            return new Running(process, process.inputReader());
        }

        JsonNode next() throws IOException {
            String line = out.readLine();
            assertThat(line).as("it goes on").isNotNull();
            return JSON.readTree(line);
        }

        void tells(String event, String key, String value) throws IOException {
            JsonNode next = next();
            assertThat(next.get("event").asString()).as(next.toString()).isEqualTo(event);
            assertThat(next.get(key).asString()).isEqualTo(value);
        }

        Running joined(String domain) throws IOException {
            tells("online", "jid", domain);
            tells("pong", "from", "door.test");
            return this;
        }

        /** Has it leave, as it likes to. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                assertThat(process.waitFor(Patience.LONGEST)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void joinsAnswersAndLeaves(Site site) throws Exception {
        String echo = "node.door.test";
        site.renew(ALICE.bare());
        try (Running _ = Running.start(site, "component", echo, Wire.PASSWORD).joined(echo);
                Wire alice = site.connect("clear").login(ALICE)) {
            for (int i = 0; i < 200; i++) {
                alice.say("<message type='chat' to='bot@" + echo + "/x' id='" + i + "'><body>ping " + i
                        + " ♥ &amp;</body></message>");
            }
            for (int i = 0; i < 200; i++) {
                assertThat(alice.hear(MESSAGE).group(1)).isEqualTo("ping " + i + " ♥ &amp;");
            }
            alice.say("<iq type='get' id='1' to='" + echo
                    + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
            assertThat(alice.hear(IQ).group()).contains("type=\"result\"", "category=\"component\"");
            alice.say("<iq type='get' id='2' to='" + echo + "'><query xmlns='jabber:iq:version'/></iq>");
            assertThat(alice.hear(IQ).group()).contains("type=\"error\"", "service-unavailable");
        }
        Patience.await().until(() -> site.connections() == 0);
    }

    @Test
    void isToldThatThePasswordIsWrong(Site site) throws Exception {
        try (Running wrong = Running.start(site, "component", "wrong.door.test", "guessed")) {
            wrong.tells("error", "condition", "not-authorized");
        }
    }

    @Test
    void isToldThatAnotherHasItsName(Site site) throws Exception {
        String name = "same.door.test";
        try (Running _ = Running.start(site, "component", name, Wire.PASSWORD).joined(name);
                Running second = Running.start(site, "component", name, Wire.PASSWORD)) {
            second.tells("error", "condition", "conflict");
        }
    }

    @Test
    void isToldThatAnotherHasTakenItsName(Site site) throws Exception {
        String name = "kicked.door.test";
        try (Running first = Running.start(site, "kicking", name, Wire.PASSWORD).joined(name);
                Running _ = Running.start(site, "kicking", name, Wire.PASSWORD).joined(name)) {
            first.tells("error", "condition", "conflict");
        }
    }
}
