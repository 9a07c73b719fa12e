package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThrottledTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> said = new ArrayList<>();
    private long now = -TimeUnit.SECONDS.toNanos(3);
    private final Throttled voice = new Throttled(() -> now);

    ThrottledTest() {
        channel.freezeTime();
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            voice.say(channel.eventLoop(), () -> said.add("line"), held -> said.add(held + " more"));
        }
    }

    private void pass(long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void saysTenAndCountsTheEleventh() {
        say(10);
        pass(1000);
        assertThat(said).hasSize(10).containsOnly("line");

        say(11);
        assertThat(said).hasSize(20);
        pass(999);
        assertThat(said).hasSize(20);
        pass(1);
        assertThat(said).hasSize(21).endsWith("1 more");
    }

    @Test
    void speaksAgainInTheNextSecond() {
        say(30);
        pass(1000);
        say(30);
        pass(1000);
        pass(1000);

        assertThat(said).filteredOn("line"::equals).hasSize(20);
        assertThat(said).filteredOn("20 more"::equals).hasSize(2);
        assertThat(said).hasSize(22);
    }
}
