package im.vestibule.core;

import static im.vestibule.core.Loops.SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopGroupTest {
    private final AtomicInteger turn = new AtomicInteger();
    private final int[] connections = new int[3];

    private int next() {
        return LoopGroup.choice(connections.length, SHARE, i -> connections[i], turn::getAndIncrement);
    }

    @Test
    void fillsOneLoopAfterTheOther() {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < connections.length * SHARE; i++) {
            int next = next();
            connections[next]++;
            if (i % SHARE == 0) {
                chosen.add(next);
            }
        }

        assertThat(chosen).containsExactly(0, 1, 2);
        assertThat(connections).containsOnly(SHARE);
    }

    @Test
    void goesRoundFromTheFirstOnWhereNoneIsToBeFilled() {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chosen.add(LoopGroup.choice(connections.length, 0, each -> 0, turn::getAndIncrement));
        }

        assertThat(chosen).containsExactly(0, 1, 2, 0);
    }

    @Test
    void goesRoundOnceAllAreFull() {
        Arrays.fill(connections, SHARE);

        assertThat(List.of(next(), next(), next(), next())).containsExactly(0, 1, 2, 0);
    }

    @Test
    void fillsTheFirstAgainThatHasRoom() {
        Arrays.fill(connections, SHARE);
        connections[1]--;

        assertThat(List.of(next(), next())).containsExactly(1, 1);
    }

    @Test
    void hasATurnForeverAndEver() {
        Arrays.fill(connections, SHARE);
        turn.set(Integer.MAX_VALUE);

        assertThat(List.of(next(), next(), next())).allMatch(loop -> loop >= 0 && loop < connections.length);
    }
}
