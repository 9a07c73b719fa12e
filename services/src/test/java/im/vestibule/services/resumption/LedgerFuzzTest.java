package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whatever numbers a peer acknowledges: what it says of the first time is done with, once and in order, and what it cannot have changes nothing. */
class LedgerFuzzTest {
    private static final long MODULUS = 1L << 32;
    private static final int WORD = 5;

    /** Five bytes each: what happens, and a number. */
    @FuzzTest
    void believesWhatCanBe(byte[] moves) {
        Ledger<Integer> ledger = new Ledger<>(_ -> 1);
        List<Integer> done = new ArrayList<>();
        int sent = 0;
        ByteBuffer in = ByteBuffer.wrap(moves);
        while (in.remaining() >= WORD) {
            int choice = in.get();
            long number = Integer.toUnsignedLong(in.getInt());
            if ((choice & 1) == 0) {
                ledger.sent(sent++);
            } else {
                // Near what can be, or anything.
                long count = (choice & 2) == 0 ? Math.floorMod(done.size() + number % 8 - 2, MODULUS) : number;
                boolean possible = count >= done.size() && count <= sent;
                assertThat(ledger.acknowledge(count, done::add)).isEqualTo(possible);
                assertThat(possible && done.size() != count).isFalse();
            }
            assertThat(done).isEqualTo(first(done.size()));
            assertThat(ledger.sent()).isEqualTo(sent);
            assertThat(ledger.acknowledged()).isEqualTo(done.size());
            assertThat(ledger.size()).isEqualTo(sent - done.size());
            assertThat(ledger.bytes()).isEqualTo(sent - done.size());
            assertThat(ledger.latest(ledger.size())).isEqualTo(ledger.unacknowledged());
        }
    }

    private static List<Integer> first(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
