package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.StreamManagementSpec.StaleH;
import im.vestibule.model.Jid;
import im.vestibule.services.testing.House;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StaleCountsTest {
    private static final Jid BOB = Jid.of("bob@a.test");

    private final House house = new House();
    private final StaleCounts counts =
            new StaleCounts(new StaleH(true, Duration.ofSeconds(30), Duration.ofSeconds(60)), house);

    @Test
    void remembersUntilItIsOld() {
        counts.remember(Jid.of("bob@a.test/desk"), "s1", 7);
        house.pass(Duration.ofSeconds(59));
        assertThat(counts.recall(BOB, "s1")).isEqualTo(OptionalLong.of(7));

        house.pass(Duration.ofSeconds(1));
        assertThat(counts.recall(BOB, "s1")).isEmpty();
    }

    @Test
    void tellsNobodyOfAnothersSession() {
        counts.remember(BOB, "s1", 7);

        assertThat(counts.recall(Jid.of("eve@a.test"), "s1")).isEmpty();
        assertThat(counts.recall(BOB, "s2")).isEmpty();
    }

    @Test
    void cleansUpNowAndThen() {
        counts.remember(BOB, "s1", 1);
        house.pass(Duration.ofSeconds(29));
        counts.remember(BOB, "s2", 1);
        house.pass(Duration.ofSeconds(31));
        counts.remember(BOB, "s3", 1);
        assertThat(counts.size()).isEqualTo(2);

        house.pass(Duration.ofSeconds(29));
        counts.remember(BOB, "s4", 1);
        assertThat(counts.size()).isEqualTo(3);
    }

    @Test
    void forgetsTheOldestAtTheBound() {
        for (int i = 0; i <= StaleCounts.MOST; i++) {
            counts.remember(BOB, "s" + i, i);
        }

        assertThat(counts.size()).isEqualTo(StaleCounts.MOST);
        assertThat(counts.recall(BOB, "s0")).isEmpty();
        assertThat(counts.recall(BOB, "s1")).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void remembersNothingUnlessItIsToldTo() {
        StaleCounts off = new StaleCounts(new StaleH(false, Duration.ofSeconds(30), Duration.ofSeconds(60)), house);

        off.remember(BOB, "s1", 7);

        assertThat(off.recall(BOB, "s1")).isEmpty();
    }
}
