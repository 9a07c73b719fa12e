package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Logins whose accounts are kept by a web service that is not there, or there and silent. */
@Hostile
class HostileOutageTest {
    private static final String TEMPORARY =
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/>";

    /** More than the service takes at a time. */
    private static final int CROWD = 60;

    /** Nobody is to blame, so nobody is made to wait for the next attempt. */
    @Test
    @Tells({"backend_down", "auth_backend_failed"})
    void s09CannotTellWhileTheBackEndIsDown(Site site) throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.open("abroad.test");
            for (int i = 0; i < 3; i++) {
                attempt(wire);
                assertThat(answer(wire)).startsWith(TEMPORARY);
            }
        }
        assertThat(failures(site, "temporary-auth-failure")).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Tells({"backend_down", "auth_backend_failed"})
    void r10LetsNobodyElseWaitForABackEndThatHangs(HostileSite.Grounds grounds) throws IOException {
        Site site = grounds.site();
        List<Wire> crowd = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(grounds.backend(), CROWD, InetAddress.getLoopbackAddress())) {
            assertThat(deaf.isBound()).isTrue();
            for (int i = 0; i < CROWD; i++) {
                Wire wire = site.connect("clear");
                crowd.add(wire);
                attempt(wire.open("abroad.test"));
            }
            for (Wire wire : crowd) {
                assertThat(answer(wire)).startsWith(TEMPORARY);
            }
        } finally {
            for (Wire wire : crowd) {
                wire.close();
            }
        }
    }

    private static long failures(Site site, String result) {
        return site.fort()
                .counts()
                .by(
                        "result",
                        "vestibule_logins_total",
                        labels -> site.key("clear").equals(labels.get("listener")))
                .getOrDefault(result, 0L);
    }

    private static void attempt(Wire wire) throws IOException {
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                + Wire.base64("\0juliet\0juliet-secret") + "</auth>");
    }

    private static String answer(Wire wire) throws IOException {
        return wire.hear(Pattern.compile("(?s)<failure .*?</failure>")).group();
    }
}
