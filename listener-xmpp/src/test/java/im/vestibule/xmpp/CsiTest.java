package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CsiTest {
    private static final String BODY = "<message from='a@a.test/x' to='b@b.test'><body>hi</body></message>";

    private final List<String> sent = new ArrayList<>();

    private static String presence(String from) {
        return "<presence from='" + from + "'/>";
    }

    private static String presence(String from, String status) {
        return "<presence from='" + from + "'><status>" + status + "</status></presence>";
    }

    private static String inRoom(String from, int number) {
        return "<presence from='" + from + "' id='" + number
                + "'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>";
    }

    private void say(Csi<String> csi, String stanza) {
        csi.offer(stanza, stanza.length(), Importance.of(stanza.getBytes(StandardCharsets.UTF_8)), sent::add);
    }

    @Test
    void letsPresenceWaitUntilTheClientIsActive() {
        Csi<String> csi = new Csi<>(new Limit(20));

        say(csi, presence("a@a.test/x"));
        say(csi, presence("b@b.test/x"));
        assertThat(sent).isEmpty();

        csi.release(sent::add);
        assertThat(sent).containsExactly(presence("a@a.test/x"), presence("b@b.test/x"));
        csi.release(sent::add);
        assertThat(sent).hasSize(2);
    }

    @Test
    void sendsWhatWaitsInFrontOfWhatCannotWait() {
        Csi<String> csi = new Csi<>(new Limit(20));

        say(csi, presence("a@a.test/x"));
        say(csi, BODY);

        assertThat(sent).containsExactly(presence("a@a.test/x"), BODY);
    }

    @Test
    void keepsOnlyWhatSomebodyHasSaidLast() {
        Csi<String> csi = new Csi<>(new Limit(20));

        say(csi, presence("a@a.test/x", "old"));
        say(csi, presence("b@b.test/x"));
        say(csi, presence("a@a.test/x", "new"));
        csi.release(sent::add);

        assertThat(sent).containsExactly(presence("b@b.test/x"), presence("a@a.test/x", "new"));
    }

    @Test
    void keepsAllThatARoomSays() {
        Csi<String> csi = new Csi<>(new Limit(20));

        say(csi, inRoom("r@rooms.test/a", 1));
        say(csi, inRoom("r@rooms.test/a", 2));
        csi.release(sent::add);

        assertThat(sent).containsExactly(inRoom("r@rooms.test/a", 1), inRoom("r@rooms.test/a", 2));
    }

    @Test
    void lets20WaitAndSendsAllAtTheOneBeyondThem() {
        Csi<String> csi = new Csi<>(new Limit(20));

        for (int i = 0; i < 20; i++) {
            say(csi, presence("a@a.test/" + i));
        }
        assertThat(sent).isEmpty();
        say(csi, presence("a@a.test/20"));
        assertThat(sent).hasSize(21).startsWith(presence("a@a.test/0")).endsWith(presence("a@a.test/20"));

        say(csi, presence("a@a.test/21"));
        assertThat(sent).hasSize(21);
    }

    @Test
    void letsNothingWaitIfNothingMay() {
        Csi<String> csi = new Csi<>(new Limit(0));

        say(csi, presence("a@a.test/x"));

        assertThat(sent).hasSize(1);
    }

    @Test
    void boundsTheBytesThatWaitWhateverTheirNumberIs() {
        Csi<String> csi = new Csi<>(Limit.INFINITY);
        String large = "x".repeat(Csi.BYTES / 4);

        for (int i = 0; i < 3; i++) {
            say(csi, presence("a@a.test/" + i, large));
        }
        assertThat(sent).isEmpty();
        say(csi, presence("a@a.test/3", large));
        assertThat(sent).hasSize(4);
    }

    /** Whatever is said in whatever order: nothing but old presence is lost, and what is left keeps its order. */
    @Test
    void losesAndReordersNothing() {
        Random random = new Random(352);
        for (int run = 0; run < 500; run++) {
            List<String> said = random.ints(random.nextInt(40), 0, 10)
                    .mapToObj(kind ->
                            kind == 0 ? BODY : kind == 1 ? inRoom("r@rooms.test/a", 1) : presence("a@a.test/" + kind))
                    .toList();
            play(said, random.nextInt(6));
        }
    }

    private static void play(List<String> said, int most) {
        Csi<Integer> csi = new Csi<>(new Limit(most));
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            byte[] bytes = said.get(i).getBytes(StandardCharsets.UTF_8);
            csi.offer(i, bytes.length, Importance.of(bytes), out::add);
            if (said.get(i).equals(BODY)) {
                assertThat(out).endsWith(i);
            }
        }
        csi.release(out::add);

        assertThat(out).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < said.size(); i++) {
            boolean newest = !said.subList(i + 1, said.size()).contains(said.get(i));
            if (newest || !said.get(i).startsWith("<presence from='a@")) {
                assertThat(out).contains(i);
            }
        }
    }
}
