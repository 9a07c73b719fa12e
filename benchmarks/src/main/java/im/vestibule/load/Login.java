package im.vestibule.load;

import java.time.Duration;

/**
 * Logs everybody in once: from the first packet to the answer of a request that was sent behind the presence.
 *
 * @param warmup for so long everybody logs in and leaves before, again and again: a driver that was just started takes several
 *     times as long for a login as it will
 */
public record Login(Duration warmup) implements Scenario {
    private static final double MS = 1e3;

    /** Without a warm-up, for a JVM that has had it. */
    public Login() {
        this(Duration.ZERO);
    }

    @Override
    public String name() {
        return "login";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            int before = warm(driver, plan);
            Crowd crowd = new Crowd(driver, plan);
            Moment start = Moment.take(plan.pid());
            crowd.login();
            Span span = new Span(start, Moment.take(plan.pid()));
            Report report = driver.call(() -> report(plan, driver, crowd, span, before));
            crowd.leave();
            return report;
        }
    }

    /** Returns how many logins there were. */
    private int warm(Driver driver, Plan plan) throws InterruptedException {
        int logins = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < warmup.toNanos()) {
            Crowd crowd = new Crowd(driver, plan);
            crowd.login();
            logins += crowd.ready();
            crowd.leave();
        }
        return logins;
    }

    private Report report(Plan plan, Driver driver, Crowd crowd, Span span, int before) {
        int ok = crowd.ready();
        return new Draft(this, plan, driver)
                .put("before", before)
                .put("n", plan.accounts().count())
                .put("ok", ok)
                .put("failed", crowd.failed())
                .put("concurrency", plan.concurrency())
                .put("secs", span.seconds())
                .put("logins_per_s", ok / span.seconds())
                .put("server_cpu_ms_per_login", ok == 0 ? 0.0 : span.server() * MS / ok)
                .put("lat_ms", crowd.latency().figures())
                .done(span, crowd.failed() == 0);
    }
}
