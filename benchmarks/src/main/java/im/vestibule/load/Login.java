package im.vestibule.load;

/** Logs everybody in once: from the first packet to the answer of a request that was sent behind the presence. */
public record Login() implements Scenario {
    private static final double MS = 1e3;

    @Override
    public String name() {
        return "login";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Crowd crowd = new Crowd(driver, plan);
            Moment before = Moment.take(plan.pid());
            crowd.login();
            Span span = new Span(before, Moment.take(plan.pid()));
            Report report = driver.call(() -> report(plan, driver, crowd, span));
            crowd.leave();
            return report;
        }
    }

    private Report report(Plan plan, Driver driver, Crowd crowd, Span span) {
        int ok = crowd.ready();
        return new Draft(this, plan, driver)
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
