package im.vestibule.server;

import im.vestibule.config.DrainSpec;
import im.vestibule.core.Drain;
import im.vestibule.core.Listeners;
import im.vestibule.http.BoshSessions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the house in good order. */
final class Drainage {
    private static final Logger log = LoggerFactory.getLogger(Drainage.class);

    /** Between two lines about who is left. */
    private static final Duration REPORT = Duration.ofSeconds(2);

    private final Listeners listeners;
    private final BoshSessions bosh;
    private final Hours hours;
    private final Drain goodbye;

    Drainage(Listeners listeners, BoshSessions bosh, DrainSpec spec) {
        this.listeners = listeners;
        this.bosh = bosh;
        hours = Hours.of(spec);
        goodbye = new Drain(spec.seeOtherHost(), spec.seeOtherUri());
    }

    /**
     * When things happen, counted from the signal. The deadline stands above all: what would come later comes by then.
     *
     * @param close no connection is accepted any more, and the first one is told to go
     * @param period from then until the last one is told
     * @param deadline whoever is left is cut
     */
    record Hours(Duration close, Duration period, Duration deadline) {
        static Hours of(DrainSpec spec) {
            Duration close = least(spec.delay(), spec.deadline());
            return new Hours(close, least(spec.period(), spec.deadline().minus(close)), spec.deadline());
        }

        private static Duration least(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    /** Waits until nobody is left, for at most the deadline. */
    void run() throws InterruptedException {
        long start = System.nanoTime();
        log.atInfo()
                .addKeyValue("connections", listeners.connections())
                .addKeyValue("delay_ms", hours.close().toMillis())
                .addKeyValue("period_ms", hours.period().toMillis())
                .addKeyValue("deadline_ms", hours.deadline().toMillis())
                .log("draining");
        // Always as long as was asked for, so that balancers notice; a second signal is for those who cannot wait.
        Thread.sleep(hours.close());
        listeners.stopAccepting();
        bosh.dismiss(hours.period());
        listeners.dismiss(goodbye, hours.period());
        Duration left = hours.deadline().minusNanos(System.nanoTime() - start);
        while (left.isPositive() && !listeners.awaitEmpty(Hours.least(left, REPORT))) {
            log.atInfo().addKeyValue("connections", listeners.connections()).log("drain_progress");
            left = hours.deadline().minusNanos(System.nanoTime() - start);
        }
        int cut = listeners.abort();
        if (cut > 0) {
            log.atWarn().addKeyValue("connections", cut).log("drain_incomplete");
        }
    }
}
