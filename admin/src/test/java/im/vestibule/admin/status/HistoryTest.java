package im.vestibule.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.status.Status.Totals;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long SECOND = 1_000_000_000;

    private final History history = new History(3);

    private static Totals totals(long connections, long accepted, long stanzas) {
        return new Totals(connections, connections, accepted, 0, stanzas, 2 * stanzas, 0, 0);
    }

    @Test
    void makesRatesOfDifferences() {
        assertThat(history.add(totals(1, 10, 100), 0, 0)).isEmpty();
        assertThat(history.add(totals(3, 11, 400), 2 * SECOND, 2_000))
                .contains(new Point(2_000, 3, 3, 0.5, 0, 150, 300, 0, 0));
    }

    @Test
    void dividesByTheTimeThatHasReallyPassed() {
        history.add(totals(0, 0, 0), 0, 0);
        assertThat(history.add(totals(0, 10, 0), 3 * SECOND, 3_000))
                .map(Point::accepted)
                .contains(3.33);
    }

    @Test
    void takesCountsThatAreGoneForNoGrowth() {
        history.add(totals(0, 10, 10), 0, 0);
        assertThat(history.add(totals(0, 4, 20), SECOND, 1_000)).contains(new Point(1_000, 0, 0, 0, 0, 10, 20, 0, 0));
    }

    @Test
    void makesNothingOfALookRightBehindAnother() {
        history.add(totals(0, 0, 0), 0, 0);
        assertThat(history.add(totals(0, 1, 0), SECOND / 2 - 1, 0)).isEmpty();
        assertThat(history.add(totals(0, 2, 0), SECOND, 0)).map(Point::accepted).isEqualTo(Optional.of(2.0));
    }

    @Test
    void forgetsTheOldestAboveItsBound() {
        for (int i = 0; i <= 3; i++) {
            history.add(totals(i, 0, 0), i * SECOND, i * 1_000L);
        }
        assertThat(history.points()).extracting(Point::time).containsExactly(1_000L, 2_000L, 3_000L);
        history.add(totals(4, 0, 0), 4 * SECOND, 4_000);
        assertThat(history.points()).extracting(Point::time).containsExactly(2_000L, 3_000L, 4_000L);
    }
}
