package im.vestibule.services.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WorkersTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Workers.Backoff SHORT = new Workers.Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

    private final Health health = new Health("pool", Watch.NONE);

    private Workers workers(int most, Duration patience, Workers.Call<?> probe) {
        return Workers.start(health, most, patience, SHORT, probe);
    }

    private static Workers.Call<Boolean> works() {
        return left -> true;
    }

    @Test
    void letsSoManyInAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch bothIn = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        try (Workers workers = workers(2, LONG, works());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                Future<?> _ = callers.submit(() -> workers.call(left -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    bothIn.countDown();
                    await(done);
                    return inside.decrementAndGet();
                }));
            }
            bothIn.await();
            done.countDown();
        }
        assertThat(most).hasValue(2);
    }

    private static void await(CountDownLatch latch) throws Unreachable {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new Unreachable("interrupted", e);
        }
    }

    @Test
    void doesNotBlameTheServiceForTheQueue() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (Workers workers = workers(1, Duration.ofMillis(20), works());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> busy = callers.submit(() -> workers.call(left -> {
                in.countDown();
                await(done);
                return true;
            }));
            in.await();
            assertThatThrownBy(() -> workers.call(works()))
                    .isInstanceOf(Unreachable.class)
                    .hasMessage("all 1 workers are busy");
            assertThat(health.isDown()).isFalse();
            done.countDown();
            assertThat(busy.get()).isTrue();
        }
    }

    @Test
    void findsByItselfThatTheServiceIsBack() throws Exception {
        CountDownLatch down = new CountDownLatch(1);
        CountDownLatch up = new CountDownLatch(1);
        Health watched = new Health("pool", new Watch() {
            @Override
            public void down(String name, String reason) {
                down.countDown();
            }

            @Override
            public void up(String name) {
                up.countDown();
            }
        });
        AtomicBoolean works = new AtomicBoolean();
        Workers.Call<Boolean> probe = left -> {
            if (!works.get()) {
                throw new Unreachable("refused");
            }
            return true;
        };
        try (Workers workers = Workers.start(watched, 1, LONG, SHORT, probe)) {
            down.await();
            assertThat(workers.call(works())).isTrue();
            works.set(true);
            up.await();
        }
        assertThat(watched.isDown()).isFalse();
    }

    @Test
    void refusesCallersAtOnceWhileItIsDownIfTheyWish() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger served = new AtomicInteger();
        try (Workers workers = workers(1, LONG, works());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> failing = callers.submit(() -> workers.callIfUp(left -> {
                in.countDown();
                await(hold);
                throw new Unreachable("refused");
            }));
            in.await();
            Future<?> waiting = callers.submit(() -> workers.callIfUp(left -> served.incrementAndGet()));
            hold.countDown();
            assertThatThrownBy(failing::get).hasRootCauseMessage("refused");
            assertThatThrownBy(waiting::get).hasRootCauseMessage("it is down");
            assertThatThrownBy(() -> workers.callIfUp(left -> served.incrementAndGet()))
                    .hasMessage("it is down");
            int _ = workers.call(left -> served.incrementAndGet());
            assertThat(served).hasValue(1);
        }
    }
}
