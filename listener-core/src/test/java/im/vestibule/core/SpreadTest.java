package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static List<Long> turns(int count, int millis) {
        Spread spread = new Spread(count, Duration.ofMillis(millis));
        return IntStream.range(0, count)
                .mapToObj(index -> spread.turn(index).toMillis())
                .toList();
    }

    @Test
    void sendsTheFirstAtOnceAndTheOthersEvenly() {
        assertThat(turns(4, 1_000)).containsExactly(0L, 250L, 500L, 750L);
    }

    @Test
    void isDoneBeforeThePeriodIs() {
        assertThat(turns(100_000, 5_000)).isSorted().allMatch(turn -> turn < 5_000);
    }

    @Test
    void sendsEverybodyAtOnceWithoutAPeriod() {
        assertThat(turns(3, 0)).containsOnly(0L);
    }

    @Test
    void hasNoTurnForNobody() {
        assertThat(turns(0, 1_000)).isEmpty();
    }
}
