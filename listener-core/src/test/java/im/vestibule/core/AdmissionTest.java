package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Tally.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long START = Long.MAX_VALUE - 5;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final SocketAddress ONE = at("192.0.2.1");
    private static final SocketAddress OTHER = at("192.0.2.2");
    private static final int NO = 0;

    private static SocketAddress at(String ip) {
        return new InetSocketAddress(ip, 40_000);
    }

    private static Optional<Admission> limits(int most, int rate, int rateOfAll) {
        return Admission.of(
                new LimitsSpec(
                        limit(most),
                        limit(rate),
                        limit(rateOfAll),
                        Optional.empty(),
                        Limit.INFINITY,
                        8192,
                        32,
                        Optional.empty(),
                        Limit.INFINITY),
                START);
    }

    private static Limit limit(int value) {
        return value == NO ? Limit.INFINITY : new Limit(value);
    }

    private static Admission admission(int most, int rate, int rateOfAll) {
        return limits(most, rate, rateOfAll).orElseThrow();
    }

    @Test
    void isNotThereIfNothingIsLimited() {
        assertThat(limits(NO, NO, NO)).isEmpty();
    }

    @Test
    void letsAnAddressHaveSoManyConnectionsAtOnce() {
        Admission admission = admission(2, NO, NO);

        assertThat(admission.admit(ONE, START)).isEmpty();
        assertThat(admission.admit(ONE, START)).isEmpty();
        assertThat(admission.admit(ONE, START)).hasValue(Refusal.CONNECTIONS_PER_ADDRESS);
        assertThat(admission.admit(OTHER, START)).isEmpty();

        admission.leave(ONE, START);
        assertThat(admission.admit(ONE, START)).isEmpty();
        assertThat(admission.admit(ONE, START)).hasValue(Refusal.CONNECTIONS_PER_ADDRESS);
    }

    @Test
    void takesAnIpv6NetworkForOneAddress() {
        Admission admission = admission(1, NO, NO);

        assertThat(admission.admit(at("2001:db8::1"), START)).isEmpty();
        assertThat(admission.admit(at("2001:db8::ffff:1"), START)).hasValue(Refusal.CONNECTIONS_PER_ADDRESS);
        assertThat(admission.admit(at("2001:db8:0:1::1"), START)).isEmpty();
    }

    @Test
    void letsAnAddressHaveSoManyNewOnesPerSecondWhetherTheOldOnesStayOrNot() {
        Admission admission = admission(NO, 2, NO);

        assertThat(admission.admit(ONE, START)).isEmpty();
        admission.leave(ONE, START);
        assertThat(admission.admit(ONE, START)).isEmpty();
        assertThat(admission.admit(ONE, START)).hasValue(Refusal.CONNECTION_RATE_PER_ADDRESS);
        assertThat(admission.admit(OTHER, START)).isEmpty();
        assertThat(admission.admit(ONE, START + SECOND / 2)).isEmpty();
        assertThat(admission.admit(ONE, START + SECOND / 2)).hasValue(Refusal.CONNECTION_RATE_PER_ADDRESS);
    }

    @Test
    void letsAListenerHaveSoManyNewOnesPerSecond() {
        Admission admission = admission(NO, NO, 2);

        assertThat(admission.admit(ONE, START)).isEmpty();
        assertThat(admission.admit(OTHER, START)).isEmpty();
        assertThat(admission.admit(at("192.0.2.3"), START)).hasValue(Refusal.CONNECTION_RATE);
        assertThat(admission.admit(at("192.0.2.3"), START + SECOND / 2)).isEmpty();
    }

    @Test
    void doesNotLetOneAddressUseUpWhatAllMayHave() {
        Admission admission = admission(1, NO, 2);
        assertThat(admission.admit(ONE, START)).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(admission.admit(ONE, START)).hasValue(Refusal.CONNECTIONS_PER_ADDRESS);
        }

        assertThat(admission.admit(OTHER, START)).isEmpty();
    }

    @Test
    void remembersNobodyWhoseTokensAreThereAgain() {
        Admission admission = admission(NO, 1, NO);
        admission.admit(ONE, START);
        admission.leave(ONE, START);
        assertThat(admission.size()).isEqualTo(1);

        admission.admit(OTHER, START + SECOND);
        assertThat(admission.size()).isEqualTo(1);
    }

    @Test
    void remembersNobodyWhoLeavesIfThereIsNoRate() {
        Admission admission = admission(1, NO, NO);
        admission.admit(ONE, START);
        admission.leave(ONE, START);

        assertThat(admission.size()).isZero();
    }

    @Test
    void neverForgetsWhoIsThereWhateverTheNumberOfThoseThatWere() throws UnknownHostException {
        Admission admission = admission(1, 1, NO);
        admission.admit(ONE, START);
        for (int i = 0; i < Admission.MOST_LEFT + 1; i++) {
            byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            SocketAddress passing = new InetSocketAddress(InetAddress.getByAddress(address), 1);
            assertThat(admission.admit(passing, START)).isEmpty();
            admission.leave(passing, START);
        }

        assertThat(admission.admit(ONE, START)).hasValue(Refusal.CONNECTIONS_PER_ADDRESS);
        // The one that left last is known, the one that left first is forgotten.
        assertThat(admission.size()).isEqualTo(Admission.MOST_LEFT + 1);
        assertThat(admission.admit(at("10.1.134.160"), START)).hasValue(Refusal.CONNECTION_RATE_PER_ADDRESS);
        assertThat(admission.admit(at("10.0.0.0"), START)).isEmpty();
    }

    @Test
    void countsWhoHasNoAddressOnlyAmongAll() {
        Admission admission = admission(1, 1, 2);
        SocketAddress unknown = InetSocketAddress.createUnresolved("unknown", 0);

        assertThat(admission.admit(unknown, START)).isEmpty();
        assertThat(admission.admit(unknown, START)).isEmpty();
        assertThat(admission.admit(unknown, START)).hasValue(Refusal.CONNECTION_RATE);
        assertThat(admission.size()).isZero();
    }
}
