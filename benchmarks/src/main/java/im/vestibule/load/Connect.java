package im.vestibule.load;

import java.time.Duration;
import java.util.Locale;

/**
 * Connects, reads the server's features, says goodbye and waits until the server has closed; over and over, without a
 * login.
 *
 * @param warmup before it counts
 * @param measured how long it counts
 */
public record Connect(Duration warmup, Duration measured) implements Scenario {
    private static final double US = 1e6;

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Visitors visitors = new Visitors(driver, plan);
            Span span = visitors.run(warmup, measured);
            return driver.call(() -> report(plan, driver, visitors, span));
        }
    }

    private Report report(Plan plan, Driver driver, Visitors visitors, Span span) {
        long done = visitors.done();
        return new Draft(this, plan, driver)
                .put("proxy", plan.target().proxy().name().toLowerCase(Locale.ROOT))
                .put("concurrency", plan.concurrency())
                .put("secs", span.seconds())
                .put("conns", done)
                .put("conns_per_s", done / span.seconds())
                .put("failed", visitors.failed())
                .put("server_cpu_us_per_conn", done == 0 ? 0.0 : span.server() * US / done)
                .put("features_ms", visitors.features().figures())
                .put("total_ms", visitors.total().figures())
                .done(span, visitors.failed() == 0);
    }
}
