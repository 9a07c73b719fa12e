package im.vestibule.http;

import im.vestibule.xmpp.StreamDoor;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says when something is due: in the session, or, while the stream is negotiated, in the stream. One timer, set anew only when
 * something is due before it. Only the session's loop touches it.
 */
final class BoshClock {
    /** What is due. */
    enum Due {
        SESSION,
        STREAM
    }

    private final EventLoop loop;
    private final Consumer<Due> due;
    private final Optional<Duration> patience;
    private OptionalLong session = OptionalLong.empty();
    private OptionalLong step;
    private OptionalLong whole;
    private @Nullable Future<?> timer;
    private long end;
    private boolean settled;
    private boolean stopped;

    /** Begins the negotiation. */
    BoshClock(EventLoop loop, StreamDoor door, Consumer<Due> due) {
        this.loop = loop;
        this.due = due;
        patience = door.stateTimeout();
        step = from(patience);
        whole = from(door.preAuthTime());
    }

    private static OptionalLong from(Optional<Duration> time) {
        return time.isPresent() ? OptionalLong.of(System.nanoTime() + time.get().toNanos()) : OptionalLong.empty();
    }

    /** When something is due in the session; empty for never. */
    void set(OptionalLong deadline) {
        session = deadline;
        arm();
    }

    /** Starts the wait for the peer's next step again, if the stream is still negotiated. */
    void progress() {
        if (!settled) {
            step = from(patience);
            arm();
        }
    }

    /** It is we who keep the peer waiting. */
    void hold() {
        step = OptionalLong.empty();
    }

    /** The negotiation is over. */
    void settled() {
        settled = true;
        step = OptionalLong.empty();
        whole = OptionalLong.empty();
    }

    void stop() {
        stopped = true;
        cancel();
    }

    private void cancel() {
        Future<?> set = timer;
        if (set != null) {
            timer = null;
            set.cancel(false);
        }
    }

    private void arm() {
        OptionalLong first = earlier(session, earlier(step, whole));
        if (first.isEmpty() || stopped || (timer != null && end - first.getAsLong() <= 0)) {
            return;
        }
        cancel();
        end = first.getAsLong();
        timer = loop.schedule(this::ring, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() < 0 ? one : other;
    }

    private void ring() {
        timer = null;
        long now = System.nanoTime();
        if (isPast(earlier(step, whole), now)) {
            settled();
            due.accept(Due.STREAM);
        }
        if (isPast(session, now)) {
            due.accept(Due.SESSION);
        }
        arm();
    }

    private static boolean isPast(OptionalLong time, long now) {
        return time.isPresent() && time.getAsLong() - now <= 0;
    }
}
