package im.vestibule.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Logs everybody in, cuts all connections at once, and has everybody come back; over and over. With stream management sessions are resumed.
 *
 * @param cuts how often
 * @param calm before each
 */
public record Storm(int cuts, Duration calm) implements Scenario {
    private static final double MS = 1e3;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Crowd crowd = new Crowd(driver, plan);
            Moment start = Moment.take(plan.pid());
            crowd.login();
            int failed = crowd.failed();
            crowd.latency().reset();
            List<Span> returns = new ArrayList<>();
            for (int i = 0; i < cuts; i++) {
                TimeUnit.NANOSECONDS.sleep(calm.toNanos());
                Moment cut = Moment.take(plan.pid());
                crowd.cut();
                crowd.login();
                returns.add(new Span(cut, Moment.take(plan.pid())));
                failed += crowd.failed();
            }
            Draft draft = new Draft(this, plan, driver).put("cuts", cuts).put("failed", failed);
            Span whole = new Span(start, Moment.take(plan.pid()));
            boolean clean = failed == 0;
            Report report = driver.call(() -> report(draft, crowd, returns).done(whole, clean));
            crowd.leave();
            return report;
        }
    }

    private Draft report(Draft draft, Crowd crowd, List<Span> returns) {
        double seconds = returns.stream().mapToDouble(Span::server).sum();
        long back = crowd.latency().count();
        return draft.put("n", crowd.clients().size())
                .put("ok", crowd.ready())
                .put(
                        "resumed",
                        crowd.clients().stream().mapToLong(Client::resumptions).sum())
                .put(
                        "back_secs",
                        returns.stream().mapToDouble(Span::seconds).max().orElse(0))
                .put("server_cpu_ms_per_return", back == 0 ? 0.0 : seconds * MS / back)
                .put("lat_ms", crowd.latency().figures());
    }
}
