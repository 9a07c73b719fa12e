package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger<byte[]> ledger = new Ledger<>(stanza -> stanza.length);
    private final List<byte[]> done = new ArrayList<>();

    private static byte[] stanza(int number) {
        return new byte[] {(byte) number, 0};
    }

    @Test
    void keepsWhatIsNotAcknowledged() {
        ledger.sent(stanza(1));
        ledger.sent(stanza(2));
        ledger.sent(stanza(3));

        assertThat(ledger.acknowledge(2, done::add)).isTrue();

        assertThat(ledger.unacknowledged()).containsExactly(stanza(3));
        assertThat(ledger.bytes()).isEqualTo(2);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.acknowledge(3, done::add)).isTrue();
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void believesNobodyWhoHasMoreThanWasSent() {
        ledger.sent(stanza(1));

        assertThat(ledger.acknowledge(2, done::add)).isFalse();
        assertThat(ledger.unacknowledged()).containsExactly(stanza(1));
        assertThat(ledger.acknowledge(1, done::add)).isTrue();
        assertThat(ledger.acknowledge(0, done::add)).isFalse();
    }

    /** Counts are of 32 bits, and go on at zero (XEP-0198 §4). */
    @Test
    void countsOnAtTwoToThe32() {
        Ledger<byte[]> old = new Ledger<>(stanza -> stanza.length, 0xFFFFFFFEL);
        old.sent(stanza(1));
        assertThat(old.sent()).isEqualTo(0xFFFFFFFFL);
        old.sent(stanza(2));
        old.sent(stanza(3));
        assertThat(old.sent()).isEqualTo(1);

        assertThat(old.acknowledge(2, done::add)).isFalse();
        assertThat(old.acknowledge(0xFFFFFFFDL, done::add)).isFalse();
        assertThat(old.acknowledge(0xFFFFFFFFL, done::add)).isTrue();
        assertThat(done).containsExactly(stanza(1));
        assertThat(old.acknowledge(1, done::add)).isTrue();
        assertThat(done).containsExactly(stanza(1), stanza(2), stanza(3));
        assertThat(old.acknowledged()).isEqualTo(1);
        assertThat(old.acknowledge(0xFFFFFFFFL, done::add)).isFalse();
        assertThat(old.isSettled()).isTrue();
    }
}
