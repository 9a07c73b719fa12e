package im.vestibule.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Logs everybody in, and has them keep silent: what a connection costs.
 *
 * @param hold how long they stay
 */
public record Idle(Duration hold) implements Scenario {
    private static final double KIB = 1024;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Crowd crowd = new Crowd(driver, plan);
            Moment before = Moment.take(plan.pid());
            crowd.login();
            Moment after = Moment.take(plan.pid());
            TimeUnit.NANOSECONDS.sleep(hold.toNanos());
            Moment end = Moment.take(plan.pid());
            Report report = driver.call(() -> report(plan, driver, crowd, before, after, end));
            crowd.leave();
            return report;
        }
    }

    private Report report(Plan plan, Driver driver, Crowd crowd, Moment before, Moment after, Moment end) {
        Span held = new Span(after, end);
        long rss = before.server().rss();
        return new Draft(this, plan, driver)
                .put("n", plan.accounts().count())
                .put("ok", crowd.ready())
                .put("failed", crowd.failed())
                .put("alive_at_end", crowd.alive())
                .put("login_secs", new Span(before, after).seconds())
                .put("hold_secs", held.seconds())
                .put("rss_before_kib", rss)
                .put("rss_after_login_kib", after.server().rss())
                .put("rss_after_hold_kib", end.server().rss())
                .put("bytes_per_conn_after_login", each(after.server().rss() - rss, crowd))
                .put("bytes_per_conn", each(end.server().rss() - rss, crowd))
                .put("idle_server_cores", held.server() / held.seconds())
                .done(new Span(before, end), crowd.failed() == 0 && crowd.alive() == crowd.ready());
    }

    private static double each(long kib, Crowd crowd) {
        return crowd.ready() == 0 ? 0 : kib * KIB / crowd.ready();
    }
}
