package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.HostileSite.Grounds;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators make mistakes, too. */
@Hostile
class HostileReloadTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/home");

    private static final String WIDTH = "max_stanza_size = 10_000\n  limits.pre_auth_bytes = 4_000";

    private static String message(int size) {
        return "<message to='" + ALICE + "'><a>" + "x".repeat(size) + "</a></message>";
    }

    @Test
    void r06RefusesAFileWithAMistakeAsAWhole(Grounds grounds) throws Exception {
        Site site = grounds.site();
        site.renew(ALICE.bare());
        String wrong = grounds.toml()
                .replace(WIDTH, WIDTH.replace("10_000", "5_000"))
                .replace("max_connections = 2\n", "max_conections = 2\n");
        int line = 1
                + (int) wrong.substring(0, wrong.indexOf("max_conections"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        try (Wire alice = site.connect("tight").login(ALICE)) {
            List<String> said = site.fort().reload(wrong);

            assertThat(said)
                    .anyMatch(each -> each.contains("site.toml:" + line + ":3: error: " + site.key("full")
                            + ".max_conections: unknown option (did you mean max_connections?)"))
                    .last()
                    .asString()
                    .startsWith("not reloaded, everything stays as it was");
            alice.say(message(8_000));
            assertThat(alice.unread()).hasSizeGreaterThan(8_000);
        }
        try (Wire alice = site.connect("tight").login(ALICE)) {
            alice.say(message(8_000));
            assertThat(alice.unread()).hasSizeGreaterThan(8_000);
        }
        assertThat(site.fort().reload(grounds.toml())).last().isEqualTo("reloaded");
    }

    @Test
    void r07AChangeOfOneListenerTouchesNoSession(Grounds grounds) throws Exception {
        Site site = grounds.site();
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire alice = site.connect("tight").login(ALICE);
                Wire bob = site.connect("clear").login(BOB)) {
            assertThat(site.fort().reload(grounds.toml().replace(WIDTH, WIDTH.replace("10_000", "5_000"))))
                    .last()
                    .isEqualTo("reloaded");

            alice.say(message(8_000));
            assertThat(alice.unread()).hasSizeGreaterThan(8_000);
            assertTold(site, ALICE.bare().withResource("fresh").orElseThrow());
            bob.say(message(8_000));
            assertThat(bob.unread()).isEmpty();
            assertThat(alice.unread()).hasSizeGreaterThan(16_000);
        } finally {
            assertThat(site.fort().reload(grounds.toml())).last().isEqualTo("reloaded");
        }
    }

    /** Whoever comes now may say less. */
    private static void assertTold(Site site, Jid newcomer) throws IOException {
        try (Wire wire = site.connect("tight").login(newcomer)) {
            wire.say(message(8_000));
            assertThat(wire.end()).contains("<policy-violation ");
        }
    }
}
