package im.vestibule.services.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");

    private final Turns turns = new Turns();

    @Test
    void letsOneInAtATime() throws Exception {
        int[] count = new int[1];
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20_000; i++) {
                all.add(threads.submit(() -> turns.take(JULIET, () -> {
                    // Neither atomic nor volatile: two at a time would lose some.
                    return ++count[0];
                })));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(count[0]).isEqualTo(20_000);
    }

    @Test
    void letsAccountsNotWaitForEachOther() throws Exception {
        CountDownLatch romeoHasBeen = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> juliet = threads.submit(() -> turns.take(JULIET, () -> {
                try {
                    romeoHasBeen.await();
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            }));
            turns.take(ROMEO, () -> {
                romeoHasBeen.countDown();
                return true;
            });

            assertThat(juliet.get()).isTrue();
        }
    }

    @Test
    void forgetsAccountsNobodyWaitsFor() {
        assertThat(turns.take(JULIET, () -> turns.take(JULIET, turns::size))).isEqualTo(1);
        assertThatThrownBy(() -> turns.take(ROMEO, () -> {
                    throw new IllegalStateException("mine");
                }))
                .hasMessage("mine");

        assertThat(turns.size()).isZero();
    }
}
