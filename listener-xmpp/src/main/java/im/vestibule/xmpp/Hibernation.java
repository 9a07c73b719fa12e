package im.vestibule.xmpp;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts connections of one loop to sleep once nothing has come for {@code hibernate_after}, give or take an eighth of it
 * too late. There is one timer for all of them, and none while all sleep; input costs no look at a clock.
 */
final class Hibernation implements Runnable {
    private static final int TICKS = 8;
    private static final long SHORTEST_MS = 10;

    /** One connection, as its hibernation sees it. */
    abstract static class Sleeper {
        private int quiet;
        private int place = -1;

        /** Lets go of what is of use only while something comes. */
        abstract void sleep();
    }

    private final EventLoop loop;
    private final long tick;
    private final List<Sleeper> awake = new ArrayList<>();

    Hibernation(EventLoop loop, Duration after) {
        this.loop = loop;
        tick = Math.max(after.toNanos() / TICKS, TimeUnit.MILLISECONDS.toNanos(SHORTEST_MS));
    }

    /** Something has come. */
    void stir(Sleeper sleeper) {
        sleeper.quiet = 0;
        if (sleeper.place < 0) {
            if (awake.isEmpty()) {
                schedule();
            }
            sleeper.place = awake.size();
            awake.add(sleeper);
        }
    }

    /** Nothing will come any more. */
    void forget(Sleeper sleeper) {
        if (sleeper.place >= 0) {
            Sleeper last = awake.removeLast();
            if (sleeper.place < awake.size()) {
                awake.set(sleeper.place, last);
                last.place = sleeper.place;
            }
            sleeper.place = -1;
        }
    }

    private void schedule() {
        var _ = loop.schedule(this, tick, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        // Backwards: whoever takes the place of one that falls asleep was looked at already.
        for (int i = awake.size() - 1; i >= 0; i--) {
            Sleeper sleeper = awake.get(i);
            // The first tick may have come at once.
            if (++sleeper.quiet > TICKS) {
                forget(sleeper);
                sleeper.sleep();
            }
        }
        if (!awake.isEmpty()) {
            schedule();
        }
    }
}
