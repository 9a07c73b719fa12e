package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Receipt;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellingTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Long> told = new ArrayList<>();
    private final Window window = new Window(this::settled);
    private final Telling telling = new Telling(told::add, channel.eventLoop(), this::watch);

    @BeforeEach
    void begin() {
        channel.freezeTime();
        telling.tie(window);
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
    }

    private void settled() {
        telling.settled();
        watch();
    }

    private void watch() {
        if (telling.waits()) {
            window.await();
        }
    }

    private void pauseIsOver() {
        channel.advanceTimeBy(Asking.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        long _ = channel.runScheduledPendingTasks();
    }

    @Test
    void tellsAtOnceWhoeverIsSentNothing() {
        window.receive().settle();
        telling.report();
        assertThat(told).containsExactly(1L);
    }

    @Test
    void tellsAgainOnceMoreIsSafeAndThenNoMore() {
        Receipt receipt = window.receive();
        telling.report();
        pauseIsOver();
        assertThat(told).containsExactly(0L);

        receipt.settle();
        assertThat(told).containsExactly(0L, 1L);
        window.receive().settle();
        pauseIsOver();
        pauseIsOver();
        assertThat(told).containsExactly(0L, 1L);
    }

    @Test
    void tellsNoMoreOftenThanAFewTimesASecond() {
        telling.report();
        window.receive().settle();
        telling.report();
        window.receive().settle();
        telling.report();
        assertThat(told).containsExactly(0L);

        pauseIsOver();
        assertThat(told).containsExactly(0L, 2L);
        pauseIsOver();
        assertThat(told).containsExactly(0L, 2L);
    }

    @Test
    void tellsWhoIsSentStanzasAlongWithTheNext() {
        telling.written();
        window.receive().settle();
        telling.report();
        assertThat(told).isEmpty();

        telling.written();
        assertThat(told).containsExactly(1L);
    }

    @Test
    void waitsNoLongerForThatThanAPause() {
        telling.written();
        telling.report();
        assertThat(told).isEmpty();

        pauseIsOver();
        assertThat(told).containsExactly(0L);
    }

    @Test
    void leavesNoQuestionOpenAtTheEnd() {
        telling.written();
        telling.report();
        telling.conclude();
        telling.conclude();
        assertThat(told).containsExactly(0L);
    }

    @Test
    void tellsNothingOfASessionThatIsElsewhere() {
        telling.written();
        telling.report();
        telling.tie(null);
        pauseIsOver();
        telling.written();
        assertThat(told).isEmpty();
    }
}
