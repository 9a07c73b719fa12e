package im.vestibule.server;

import im.vestibule.core.Histogram;
import im.vestibule.core.LoopDelay;
import im.vestibule.core.Loops;
import im.vestibule.server.Family.Distribution;
import im.vestibule.server.Family.Gauge;
import im.vestibule.xmpp.Inboxes;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayList;
import java.util.List;

/** What there is to say about event loops, which are numbered from 0. */
final class LoopFigures {
    private static final double NANOSECOND = 1e-9;

    private final List<Watch> watches = new ArrayList<>();

    private record Watch(EventLoop loop, Histogram delays, Histogram depths) {}

    /** Looks at the loops from now on. Not to be called on one of them. */
    LoopFigures(Loops loops) {
        for (EventExecutor executor : loops.group()) {
            EventLoop loop = (EventLoop) executor;
            watches.add(new Watch(loop, LoopDelay.watch(loop, System::nanoTime), Inboxes.depths(loop)));
        }
    }

    List<Family> families() {
        Distribution delays = Family.distribution(
                "vestibule_loop_delay_seconds", "How late an event loop is, looked at once a second.", NANOSECOND);
        Distribution depths = Family.distribution(
                "vestibule_loop_inbox_stanzas", "Stanzas that had come from other loops whenever the loop looked.", 1);
        Gauge tasks = Family.gauge("vestibule_loop_tasks", "Tasks that wait for their turn on an event loop.");
        for (int i = 0; i < watches.size(); i++) {
            Watch watch = watches.get(i);
            String number = Integer.toString(i);
            delays.add(watch.delays, "loop", number);
            depths.add(watch.depths, "loop", number);
            tasks.add(pending(watch.loop), "loop", number);
        }
        return List.of(delays, depths, tasks);
    }

    private static int pending(EventLoop loop) {
        return loop instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
    }
}
