package im.vestibule.services.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TapTest {
    private static final long SECOND = 1_000_000_000;

    private final Tap tap = new Tap();

    @Test
    void letsSoManyThroughEachSecondAndTellsHowManyItHeldBack() {
        for (int i = 0; i < Tap.PER_SECOND; i++) {
            assertThat(tap.take(SECOND / 2 + i)).hasValue(0);
        }
        assertThat(tap.take(SECOND)).isEmpty();
        assertThat(tap.take(SECOND * 3 / 2 - 1)).isEmpty();

        assertThat(tap.take(SECOND * 3 / 2)).hasValue(2);
        assertThat(tap.take(SECOND * 2)).hasValue(0);
    }

    @Test
    void letsOneThroughEachSecondAlsoWhereTheClockTurnsOver() {
        Tap single = new Tap(1);
        long start = Long.MAX_VALUE - SECOND;

        assertThat(single.take(start)).hasValue(0);
        assertThat(single.take(start + 1)).isEmpty();
        assertThat(single.take(start + SECOND - 1)).isEmpty();
        assertThat(single.take(start + SECOND)).hasValue(2);
        assertThat(single.take(start + 3 * SECOND)).hasValue(0);
    }
}
