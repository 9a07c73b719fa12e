package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.services.session.Receipt;
import java.util.ArrayList;
import java.util.List;

/** Whatever order stanzas are handed in, made safe and acknowledged in, both counts of XEP-0198 are those of one who counts on his fingers. */
class CountingFuzzTest {
    private static final int MOST = 2_000;

    /** What a client has handed in: each byte is one more stanza, one that becomes safe, or somebody who waits. */
    @FuzzTest
    void countsWhatIsSafe(byte[] moves) {
        int[] told = new int[1];
        Window window = new Window(() -> told[0]++);
        List<Receipt> receipts = new ArrayList<>();
        List<Boolean> safe = new ArrayList<>();
        boolean waits = false;
        for (int i = 0; i < Math.min(MOST, moves.length); i++) {
            int choice = moves[i] & 0x7;
            int more = (moves[i] & 0xFF) >> 3;
            int before = told[0];
            boolean waited = waits;
            switch (choice) {
                case 0, 1, 2 -> {
                    receipts.add(window.receive());
                    safe.add(false);
                }
                case 3, 4, 5 -> {
                    if (!receipts.isEmpty()) {
                        int which = Math.max(0, receipts.size() - 1 - more);
                        safe.set(which, true);
                        receipts.get(which).settle();
                        waits &= told[0] == before;
                    }
                }
                case 6 -> {
                    window.await();
                    waited = true;
                    waits = told[0] == before;
                }
                default -> {
                    if (more == 0) {
                        window.waive();
                        safe.replaceAll(_ -> true);
                    } else {
                        window.forget();
                    }
                    waits = false;
                }
            }
            assertThat(told[0] - before).as("told once for each wait").isBetween(0, waited ? 1 : 0);
            check(window, safe, waits);
        }
    }

    private static void check(Window window, List<Boolean> safe, boolean waits) {
        int first = safe.indexOf(false);
        assertThat(window.received()).isEqualTo(safe.size());
        assertThat(window.safe()).isEqualTo(first < 0 ? safe.size() : first);
        assertThat(window.isSettled()).isEqualTo(first < 0);
        assertThat(waits && first < 0)
                .as("nobody waits for what is safe already")
                .isFalse();
    }
}
