package im.vestibule.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One run of messages between pairs: warm-up, measurement, stragglers. On the loop.
 *
 * @see #run
 */
final class Session {
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);

    private final Driver driver;
    private final Plan plan;
    private final Window window;
    private final Pairs pairs;
    private final CompletableFuture<Span> end = new CompletableFuture<>();
    private long sent;

    Session(Driver driver, Plan plan, Window window, Pairs pairs) {
        this.driver = driver;
        this.plan = plan;
        this.window = window;
        this.pairs = pairs;
    }

    /**
     * @param start sends the first messages
     * @param over has no more messages begin
     */
    Span run(Runnable start, Runnable over) throws InterruptedException {
        driver.run(() -> {
            start.run();
            driver.after(window.warmup(), () -> measure(over));
        });
        return driver.await(end);
    }

    private void measure(Runnable over) {
        pairs.measure();
        long before = pairs.sent();
        Moment from = Moment.take(plan.pid());
        driver.after(window.measured(), () -> {
            Span span = new Span(from, Moment.take(plan.pid()));
            sent = pairs.sent() - before;
            over.run();
            drain(span, System.nanoTime() + window.drain().toNanos());
        });
    }

    /** Messages that were sent while it measured. */
    long sent() {
        return sent;
    }

    private void drain(Span span, long latest) {
        if (pairs.underway() == 0 || System.nanoTime() - latest > 0) {
            end.complete(span);
        } else {
            driver.after(DRAIN_POLL, () -> drain(span, latest));
        }
    }
}
