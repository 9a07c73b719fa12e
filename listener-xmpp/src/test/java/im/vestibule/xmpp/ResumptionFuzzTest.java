package im.vestibule.xmpp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.resumption.Stores;
import im.vestibule.services.resumption.Town;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever links, clients, time and the server do to streams that count their stanzas: what was acknowledged to its sender is
 * received, once and in order. As {@link ResumptionModelTest}, but looking where nobody has been yet.
 */
class ResumptionFuzzTest {
    private static final int WORD = 3;

    private int towns;

    /** Three bytes are one step. */
    @FuzzTest
    void losesNothingAndRepeatsNothing(byte[] bytes) {
        List<Integer> steps = new ArrayList<>();
        for (int at = 0; at + WORD <= bytes.length && steps.size() < Town.STEPS; at += WORD) {
            int number = (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
            steps.add(number % Town.NUMBERS);
        }
        String domain = "f" + towns++ + ".test";
        WholeServer server =
                new WholeServer(new SqlOfflineStore(Stores.fast()), domain, List.of("alice", "bob", "carol"));
        Town.Census _ = new Town(server, domain).live(steps, 0);
        server.end();
        Stores.fast().write(handle -> handle.execute("DELETE FROM offline_messages"));
    }
}
