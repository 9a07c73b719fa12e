package im.vestibule.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.What;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Growth growth = new Growth();

    private static Count refusals(long total) {
        return new Count(What.REFUSED, "connection-rate", total);
    }

    @Test
    void isAllThereIsWhereNothingWasBefore() {
        assertThat(growth.of(refusals(7))).isEqualTo(7);
        growth.add(List.of(), 0);
        assertThat(growth.of(refusals(7))).isEqualTo(7);
    }

    /** One more refusal at the end of each minute. */
    @Test
    void goesBackAQuarterOfAnHour() {
        for (int minute = 0; minute <= 15; minute++) {
            growth.add(List.of(refusals(minute)), minute * MINUTE);
        }
        assertThat(growth.of(refusals(15))).isEqualTo(15);
        growth.add(List.of(refusals(16)), 16 * MINUTE - 1);
        assertThat(growth.of(refusals(16))).isEqualTo(16);
        growth.add(List.of(refusals(16)), 16 * MINUTE);
        assertThat(growth.of(refusals(16))).isEqualTo(15);
    }

    @Test
    void isNeverNegative() {
        growth.add(List.of(refusals(5)), 0);
        assertThat(growth.of(refusals(2))).isZero();
    }

    @Test
    void keepsCausesApart() {
        growth.add(List.of(refusals(5)), 0);
        assertThat(growth.of(new Count(What.CLOSED, "connection-rate", 5))).isEqualTo(5);
    }
}
