package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.PingSpec;
import im.vestibule.config.PingSpec.TimeoutAction;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PingsTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Pings pings = new Pings(
            channel.eventLoop(),
            new PingSpec(true, Duration.ofSeconds(60), TimeoutAction.KILL, Duration.ofSeconds(32)));
    private final Client client = new Client();
    private final Pings.Watch watch;

    private static final class Client implements Pings.Client {
        private final List<String> events = new ArrayList<>();
        private int heard;

        @Override
        public int heard() {
            return heard;
        }

        @Override
        public void ping() {
            events.add("ping");
        }

        @Override
        public void silent() {
            events.add("silent");
        }
    }

    PingsTest() {
        channel.freezeTime();
        watch = pings.watch(client);
    }

    @AfterEach
    void leavesNothingBehind() {
        channel.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void asksOnceAClientHasBeenSilentForTheIntervalAndNotBefore() {
        pass(60);
        assertThat(client.events).isEmpty();
        pass(4);
        assertThat(client.events).containsExactly("ping");
    }

    @Test
    void asksNobodyWhoSaysSomethingNowAndThen() {
        for (int i = 0; i < 20; i++) {
            pass(30);
            client.heard++;
        }
        assertThat(client.events).isEmpty();
    }

    @Test
    void noticesWhoDoesNotAnswerInTimeAndNotBefore() {
        pass(64);
        client.events.clear();
        pass(32);
        assertThat(client.events).isEmpty();
        pass(4);
        assertThat(client.events).containsExactly("silent");
    }

    @Test
    void takesWhateverComesForAnAnswer() {
        pass(64);
        client.heard++;
        pass(60);
        assertThat(client.events).containsExactly("ping");
        pass(8);
        assertThat(client.events).containsExactly("ping", "ping");
    }

    @Test
    void goesOnAskingWhoeverIsLeftAlone() {
        pass(64 + 36 + 64);
        assertThat(client.events).containsExactly("ping", "silent", "ping");
    }

    @Test
    void forgetsWhoLeavesAndHasNoTimerForNobody() {
        Client other = new Client();
        Pings.Watch gone = pings.watch(other);
        gone.leave();
        gone.leave();
        pass(64);
        assertThat(other.events).isEmpty();
        assertThat(client.events).containsExactly("ping");

        watch.leave();
        pass(8);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }
}
