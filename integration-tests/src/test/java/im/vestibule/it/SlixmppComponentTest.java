package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A component as others write them, with slixmpp. */
@NeedsProgram(value = "python3", module = "slixmpp")
@ExtendWith(SharedSite.class)
class SlixmppComponentTest {
    private static final Jid ALICE = Jid.of("alice-of-slixmpp@door.test/home");
    private static final String ECHO = "slix.door.test";

    private static final Pattern MESSAGE = Pattern.compile("(?s)<message [^>]*>.*?<body>(.*?)</body>.*?</message>");
    private static final Pattern IQ = Pattern.compile("(?s)<iq [^>]*>.*?</iq>");

    @TempDir
    private Path directory;

    private Process start(Site site) throws IOException {
        Path script = directory.resolve("echo.py");
        try (InputStream in = Objects.requireNonNull(SlixmppComponentTest.class.getResourceAsStream("/echo.py"))) {
            Files.copy(in, script);
        }
        Path python = Programs.find("python3", "slixmpp").orElseThrow();
        int port = site.door("component").address().getPort();
        return new ProcessBuilder(python.toString(), script.toString(), Integer.toString(port), ECHO, Wire.PASSWORD)
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
    }

    @Test
    void joinsAnswersAndLeaves(Site site) throws Exception {
        site.renew(ALICE.bare());
        Process echo = start(site);
        try (Wire alice = site.connect("clear").login(ALICE)) {
            assertThat(echo.inputReader().readLine())
                    .as(Files.readString(directory.resolve("errors.txt")))
                    .isEqualTo("ready");

            for (int i = 0; i < 200; i++) {
                alice.say(
                        "<message type='chat' to='" + ECHO + "' id='" + i + "'><body>ping " + i + "</body></message>");
            }
            for (int i = 0; i < 200; i++) {
                String body = alice.hear(MESSAGE).group(1);
                assertThat(body).isEqualTo("ping " + i);
            }
            alice.say("<iq type='get' id='info' to='" + ECHO
                    + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
            assertThat(alice.hear(IQ).group()).contains("type=\"result\"", "category=\"component\"", "urn:xmpp:ping");
        } finally {
            echo.destroy();
            int _ = echo.waitFor();
        }
        Patience.await().until(() -> site.connections() == 0);
    }
}
