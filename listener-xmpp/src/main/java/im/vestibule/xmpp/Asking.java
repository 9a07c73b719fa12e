package im.vestibule.xmpp;

import im.vestibule.config.StreamManagementSpec;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Outstanding;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a client is asked how much it has got (XEP-0198 §4): with {@code ack_freq} stanzas that were not asked about, or after a second; one question at a
 * time, and a pause between two. Who does not answer is given up. Only the loop where the session sits calls it.
 */
final class Asking {
    /**
     * Between two questions: who is sent a thousand stanzas a second need not answer a thousand times. For as long again the next question waits for a stanza
     * to go with, as alone it would be a packet of its own each way.
     */
    static final long PAUSE_MILLIS = 20;

    /** How long a client may take to answer. */
    static final long PATIENCE_SECONDS = 30;

    /**
     * How often it is looked whether a client owes something: less than {@code ack_freq} is asked for by then, and what it has not acknowledged from one look
     * to the next is put into the store, so that senders need not wait for it.
     */
    private static final long LOOK_SECONDS = 1;

    private static final XmlElement REQUEST = XmlElement.of("r", Ns.STREAM_MANAGEMENT);

    private final StreamManagementSpec spec;
    private final Outstanding outstanding;
    private final Supplier<EventLoop> loop;
    private @Nullable Tether tether;
    private @Nullable Future<?> watch;
    private @Nullable Future<?> pause;
    private boolean resting;
    private long asked;
    private int looks;
    private boolean open;

    /** @param loop where the session sits */
    Asking(StreamManagementSpec spec, Outstanding outstanding, Supplier<EventLoop> loop) {
        this.spec = spec;
        this.outstanding = outstanding;
        this.loop = loop;
    }

    /** From now on this is asked, and knows of no question. */
    void tie(Tether fresh) {
        tether = fresh;
        asked = outstanding.acknowledged();
        if (!outstanding.isSettled()) {
            sent();
        }
    }

    /** Nobody can be asked. */
    void untie() {
        tether = null;
        open = false;
        stop();
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    private void stop() {
        resting = false;
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
    }

    /** Something was sent. */
    void sent() {
        ask();
        if (watch == null) {
            watch = after(LOOK_SECONDS, TimeUnit.SECONDS, this::look);
        }
    }

    private void ask() {
        if (outstanding.last() - asked >= spec.ackFreq()) {
            request();
        }
    }

    private void request() {
        Tether now = tether;
        if (now == null || !spec.ack() || open || resting) {
            return;
        }
        stop();
        open = true;
        looks = 0;
        asked = outstanding.last();
        resting = true;
        pause = after(PAUSE_MILLIS, TimeUnit.MILLISECONDS, this::rested);
        // At once, so that it leaves in the same write as what it asks about.
        now.say(REQUEST);
    }

    private Future<?> after(long time, TimeUnit unit, Runnable task) {
        return loop.get().schedule(task, time, unit);
    }

    private void rested() {
        resting = false;
        pause = after(PAUSE_MILLIS, TimeUnit.MILLISECONDS, this::goOn);
    }

    private void goOn() {
        pause = null;
        ask();
    }

    /** The client has said how much it has got. */
    void answered() {
        asked = Math.max(asked, outstanding.acknowledged());
        open = false;
        if (pause == null) {
            ask();
        }
    }

    /** While something is unacknowledged, however little. */
    private void look() {
        watch = null;
        Tether now = tether;
        if (now == null || outstanding.isSettled()) {
            return;
        }
        if (!open) {
            request();
        } else if (++looks > PATIENCE_SECONDS / LOOK_SECONDS) {
            now.abandon();
            return;
        }
        outstanding.holdWhatWaits();
        watch = after(LOOK_SECONDS, TimeUnit.SECONDS, this::look);
    }
}
