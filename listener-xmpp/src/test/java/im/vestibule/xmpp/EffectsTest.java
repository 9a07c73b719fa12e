package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private final Chores threads = new Chores();
    private final Effects effects = new Effects(threads);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Throwable> failures = new ArrayList<>();
    private final IllegalStateException mistake = new IllegalStateException("a mistake");

    @AfterEach
    void close() {
        boolean _ = channel.finish();
        effects.close();
    }

    private void work() {
        assertThat(threads.work()).isTrue();
        channel.runPendingTasks();
        channel.checkException();
    }

    /** As when a stream ends because the house is closed, and its stanzas would go by another. */
    @Test
    void beginsNothingMoreOnceItIsClosed() {
        AtomicBoolean begun = new AtomicBoolean();
        Effects closed = new Effects();
        closed.close();

        closed.run(() -> begun.set(true));

        assertThat(begun).isFalse();
    }

    @Test
    void bringsTheResultToTheLoop() {
        List<String> results = new ArrayList<>();
        effects.run(channel.eventLoop(), () -> "done", results::add, failures::add);
        work();

        assertThat(results).containsExactly("done");
        assertThat(failures).isEmpty();
    }

    @Test
    void tellsOfAMistakeInTheWork() {
        effects.run(
                channel.eventLoop(),
                () -> {
                    throw mistake;
                },
                done -> {},
                failures::add);
        work();

        assertThat(failures).containsExactly(mistake);
    }

    /** Else the stream would stay paused, with no timer left that could end it. */
    @Test
    void tellsOfAMistakeInWhatFollowsOnTheLoop() {
        effects.run(
                channel.eventLoop(),
                () -> "done",
                done -> {
                    throw mistake;
                },
                failures::add);
        work();

        assertThat(failures).containsExactly(mistake);
    }

    /** It is logged as everything else is. */
    @Test
    void keepsAMistakeThatNobodyWaitsForFromTheThread() {
        effects.run(() -> {
            throw mistake;
        });

        assertThatCode(this::work).doesNotThrowAnyException();
    }
}
