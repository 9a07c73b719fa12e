package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    private static byte[] stanza(int number) {
        return new byte[] {(byte) number, 0};
    }

    @Test
    void keepsWhatIsNotAcknowledged() {
        ledger.sent(stanza(1));
        ledger.sent(stanza(2));
        ledger.sent(stanza(3));

        assertThat(ledger.acknowledge(2)).isTrue();

        assertThat(ledger.unacknowledged()).containsExactly(stanza(3));
        assertThat(ledger.bytes()).isEqualTo(2);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.acknowledge(3)).isTrue();
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void believesNobodyWhoHasMoreThanWasSent() {
        ledger.sent(stanza(1));

        assertThat(ledger.acknowledge(2)).isFalse();
        assertThat(ledger.unacknowledged()).containsExactly(stanza(1));
        assertThat(ledger.acknowledge(1)).isTrue();
        assertThat(ledger.acknowledge(0)).isFalse();
    }
}
