package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopDelayTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicLong now = new AtomicLong();

    private void pass(long ms) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void looksOnceASecondHowLateTheLoopIs() {
        channel.freezeTime();
        Histogram delays = LoopDelay.watch(channel.eventLoop(), now::get);
        channel.runPendingTasks();

        pass(1_000);
        assertThat(delays.counts()).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        pass(1_030);
        assertThat(delays.counts()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(delays.sum()).isEqualTo(30_000_000);

        // Its next look is a second after this one, not after the one that was missed.
        pass(999);
        assertThat(delays.counts()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    }
}
