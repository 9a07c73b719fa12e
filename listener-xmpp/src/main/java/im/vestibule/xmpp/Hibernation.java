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

    /** One connection, asleep at first. */
    final class Sleeper {
        private final Runnable rest;
        private int quiet;
        private int place = -1;

        private Sleeper(Runnable rest) {
            this.rest = rest;
        }

        /** Something has come. */
        void stir() {
            quiet = 0;
            if (place < 0) {
                if (awake.isEmpty()) {
                    schedule();
                }
                place = awake.size();
                awake.add(this);
            }
        }

        /** Nothing will come any more. */
        void leave() {
            if (place >= 0) {
                Sleeper last = awake.removeLast();
                if (place < awake.size()) {
                    awake.set(place, last);
                    last.place = place;
                }
                place = -1;
            }
        }

        private void tick() {
            // The first tick may have come at once.
            if (++quiet > TICKS) {
                leave();
                rest.run();
            }
        }
    }

    private final EventLoop loop;
    private final long tick;
    private final List<Sleeper> awake = new ArrayList<>();

    Hibernation(EventLoop loop, Duration after) {
        this.loop = loop;
        tick = Math.max(after.toNanos() / TICKS, TimeUnit.MILLISECONDS.toNanos(SHORTEST_MS));
    }

    /**
     * @param rest lets go of what is of use only while something comes
     */
    Sleeper sleeper(Runnable rest) {
        return new Sleeper(rest);
    }

    private void schedule() {
        var _ = loop.schedule(this, tick, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        // Backwards: whoever takes the place of one that falls asleep was looked at already.
        for (int i = awake.size() - 1; i >= 0; i--) {
            awake.get(i).tick();
        }
        if (!awake.isEmpty()) {
            schedule();
        }
    }
}
