package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk of the log runs full, and has room again later. */
@Hostile
class HostileDiskTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final int LOGINS = 20;

    @Test
    void r08GoesOnWithoutALogAndCountsItsLines(Site site) throws Exception {
        site.renew(ALICE.bare());
        List<LogLine> _ = site.fort().news();
        double before = lost(site);
        try (Rlimit _ = site.fort().fullDisk()) {
            for (int i = 0; i < LOGINS; i++) {
                login(site);
            }
            // Of each session that it was opened, and that it was closed.
            await().until(() -> lost(site) >= before + 2 * LOGINS);
            assertThat(site.fort().news()).isEmpty();
        }
        double after = lost(site);
        login(site);
        assertThat(site.fort().awaitLogged("session_closed", 1)).isEqualTo(1);
        assertThat(lost(site)).isEqualTo(after);
    }

    private static void login(Site site) throws Exception {
        try (Wire alice = site.connect("clear").login(ALICE)) {
            assertThat(alice.unread()).isEmpty();
        }
        // Or the next would take its place.
        await().until(() -> !site.has(ALICE));
    }

    private static double lost(Site site) {
        return site.fort().counts().sum("vestibule_log_lines_lost_total");
    }
}
