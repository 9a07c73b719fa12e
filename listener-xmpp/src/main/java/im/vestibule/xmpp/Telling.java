package im.vestibule.xmpp;

import im.vestibule.services.resumption.Window;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * When a client is told how much of what it has sent is safe (XEP-0198 §4). It is told at once when it asks, and again once more is safe. But who is sent
 * stanzas, or was told a moment ago, is told with the next stanza, or a moment later: each answer alone would be a packet of its own, each way. Only the
 * connection's loop calls it.
 */
final class Telling {
    private final LongConsumer answer;
    private final EventLoop loop;
    private final Runnable watch;
    private @Nullable Window window;
    /** The client was told less than it has sent. */
    private boolean owes;
    /** The client has asked and was not told yet. */
    private boolean asks;
    /** The client was sent something since it was told. */
    private boolean lively;
    /** For a moment, answers wait for a stanza to go with. */
    private boolean pausing;

    /**
     * @param answer tells the client that so many are safe
     * @param watch called when {@link #waits} has become true, perhaps
     */
    Telling(LongConsumer answer, EventLoop loop, Runnable watch) {
        this.answer = answer;
        this.loop = loop;
        this.watch = watch;
    }

    /** From now on this is told of, as long as there is any. */
    void tie(@Nullable Window counted) {
        window = counted;
        asks = false;
        owes = false;
    }

    /** Whether the client is to be told once more is safe. */
    boolean waits() {
        return owes && !pausing;
    }

    /** The client asks. */
    void report() {
        asks = true;
        if (lively) {
            pause();
        }
        if (!pausing) {
            tell();
        }
    }

    /** A stanza was written, so that an answer can go with it. */
    void written() {
        lively = true;
        conclude();
    }

    /** No question is left open. */
    void conclude() {
        if (asks) {
            tell();
        }
    }

    /** More is safe. */
    void settled() {
        if (waits()) {
            tell();
        }
    }

    private void tell() {
        Window counted = window;
        if (counted == null) {
            return;
        }
        answer.accept(counted.safe());
        asks = false;
        lively = false;
        owes = !counted.isSettled();
        pause();
    }

    private void pause() {
        if (!pausing) {
            pausing = true;
            var _ = loop.schedule(this::goOn, Asking.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void goOn() {
        pausing = false;
        if (asks) {
            tell();
        } else {
            watch.run();
        }
    }
}
