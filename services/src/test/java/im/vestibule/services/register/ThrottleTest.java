package im.vestibule.services.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThrottleTest {
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Throttle throttle = new Throttle(Optional.of(PAUSE));

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void letsAnAddressTakeItsTurnOnceInAWhile() {
        long start = Long.MAX_VALUE - 5;

        assertThat(throttle.take(address("192.0.2.1"), start)).isTrue();
        assertThat(throttle.take(address("192.0.2.1"), start + PAUSE.toNanos() - 1))
                .isFalse();
        assertThat(throttle.take(address("192.0.2.1"), start + PAUSE.toNanos())).isTrue();
        assertThat(throttle.take(address("192.0.2.1"), start + PAUSE.toNanos() + 1))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.2, true",
        "192.0.2.1, ::ffff:192.0.2.1, false",
        "2001:db8::1, 2001:db8::2:0:0:3, false",
        "2001:db8:0:1::1, 2001:db8:0:2::1, true",
    })
    void tellsAddressesAndNetworksApart(String one, String other, boolean apart) {
        throttle.take(address(one), 0);

        assertThat(throttle.take(address(other), 1)).isEqualTo(apart);
    }

    @Test
    void givesATurnBack() {
        throttle.take(address("192.0.2.1"), 0);
        throttle.giveBack(address("192.0.2.1"));

        assertThat(throttle.take(address("192.0.2.1"), 1)).isTrue();
    }

    @Test
    void knowsNoLimitWhereThereIsNone() {
        Throttle endless = new Throttle(Optional.empty());

        assertThat(endless.take(address("192.0.2.1"), 0)).isTrue();
        assertThat(endless.take(address("192.0.2.1"), 0)).isTrue();
    }

    @Test
    void forgetsTheOldestWhenItRemembersTooMany() throws UnknownHostException {
        for (int i = 0; i < Throttle.MOST; i++) {
            assertThat(throttle.take(number(i), i)).isTrue();
        }
        assertThat(throttle.take(number(0), Throttle.MOST)).isFalse();

        throttle.take(number(Throttle.MOST), Throttle.MOST);
        assertThat(throttle.take(number(1), Throttle.MOST)).isFalse();
        assertThat(throttle.take(number(0), Throttle.MOST)).isTrue();
    }

    private static InetAddress number(int i) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
    }
}
