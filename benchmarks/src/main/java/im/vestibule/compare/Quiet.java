package im.vestibule.compare;

import im.vestibule.load.Processes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until nobody else uses the machine. */
final class Quiet {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final double BUSY = 0.06;

    private Quiet() {}

    /** Until less than 6 % were used for a second, at most so long. */
    static void await(Duration most) throws InterruptedException {
        long latest = System.nanoTime() + most.toNanos();
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() - latest < 0) {
            Processes.Machine before = Processes.machine();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            Processes.Machine after = Processes.machine();
            double total = after.total() - before.total();
            double busy = total == 0 ? 0 : 1 - (after.idle() - before.idle()) / total;
            quiet = busy < BUSY ? quiet + 1 : 0;
        }
    }
}
