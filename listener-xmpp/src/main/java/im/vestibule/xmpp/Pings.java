package im.vestibule.xmpp;

import im.vestibule.config.PingSpec;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks clients of one loop for a sign of life once they have been silent for {@code ping_interval} (XEP-0199), and notices who
 * gives none within {@code ping_req_timeout}; both up to a quarter of the shorter one too late. There is one timer for all of
 * them, and none while there are none; input costs no look at a clock.
 */
final class Pings implements Runnable {
    private static final int TICKS = 8;
    private static final long SHORTEST_MS = 10;

    /** Who is asked. */
    interface Client {
        /** Another number whenever something has come from it. */
        int heard();

        /** Asks it. */
        void ping();

        /** It has not answered, and has said nothing else. */
        void silent();
    }

    /** One client. */
    final class Watch {
        private final Client client;
        private int place;
        private int heard;
        private int quiet;
        private boolean asked;

        private Watch(Client client, int place) {
            this.client = client;
            this.place = place;
            heard = client.heard();
        }

        /** Nobody is interested any more. */
        void leave() {
            if (place >= 0) {
                Watch last = watches.removeLast();
                if (place < watches.size()) {
                    watches.set(place, last);
                    last.place = place;
                }
                place = -1;
            }
        }

        private void tick() {
            int now = client.heard();
            if (now != heard) {
                heard = now;
                quiet = 0;
                asked = false;
                return;
            }
            // The first tick may have come at once.
            if (++quiet <= (asked ? patience : interval)) {
                return;
            }
            quiet = 0;
            asked = !asked;
            if (asked) {
                client.ping();
            } else {
                client.silent();
            }
        }
    }

    private final EventLoop loop;
    private final long tick;
    private final long interval;
    private final long patience;
    private final List<Watch> watches = new ArrayList<>();

    Pings(EventLoop loop, PingSpec spec) {
        this.loop = loop;
        Duration shorter =
                spec.pingInterval().compareTo(spec.pingReqTimeout()) < 0 ? spec.pingInterval() : spec.pingReqTimeout();
        tick = Math.max(shorter.toNanos() / TICKS, TimeUnit.MILLISECONDS.toNanos(SHORTEST_MS));
        interval = Math.ceilDiv(spec.pingInterval().toNanos(), tick);
        patience = Math.ceilDiv(spec.pingReqTimeout().toNanos(), tick);
    }

    Watch watch(Client client) {
        if (watches.isEmpty()) {
            schedule();
        }
        Watch watch = new Watch(client, watches.size());
        watches.add(watch);
        return watch;
    }

    private void schedule() {
        var _ = loop.schedule(this, tick, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        // Backwards: whoever takes the place of one that leaves was looked at already.
        for (int i = watches.size() - 1; i >= 0; i--) {
            watches.get(i).tick();
        }
        if (!watches.isEmpty()) {
            schedule();
        }
    }
}
