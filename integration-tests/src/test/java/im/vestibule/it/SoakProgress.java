package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/** Says now and then how far a soak is. */
final class SoakProgress implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private SoakProgress() {}

    static SoakProgress every(Duration period, SoakReport report) {
        SoakProgress progress = new SoakProgress();
        Future<?> _ = progress.clock.scheduleAtFixedRate(
                () -> report.say(report.progress()), period.toMillis(), period.toMillis(), MILLISECONDS);
        return progress;
    }

    @Override
    public void close() {
        clock.close();
    }
}
