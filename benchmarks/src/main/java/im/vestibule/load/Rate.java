package im.vestibule.load;

import java.util.concurrent.TimeUnit;

/**
 * An open loop: messages have their times beforehand, and latency counts from these, so that a server that stalls is
 * charged for everything that had to wait.
 *
 * @param rate messages a second, of all pairs together
 * @param body bytes of each message's body
 */
public record Rate(double rate, int body, Window window) implements Scenario {
    /** Seconds that a message may be under way before its slot is needed again. */
    private static final int MEMORY_S = 10;

    private static final int SMALLEST_LANE = 64;
    private static final int LARGEST_LANE = 65_536;

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Crowd crowd = new Crowd(driver, plan);
            crowd.login();
            TimeUnit.NANOSECONDS.sleep(window.settle().toNanos());
            Pairs pairs = driver.call(() -> {
                Pairs made = new Pairs(driver, crowd.clients(), body, lane(plan), false);
                crowd.listen(made);
                return made;
            });
            Timetable timetable = new Timetable(driver, crowd.clients(), pairs, rate);
            Session session = new Session(driver, plan, window, pairs);
            Span span = session.run(timetable::start, timetable::stop);
            Report report = driver.call(() -> Messages.report(
                    new Draft(this, plan, driver)
                            .put("offered_rate", rate)
                            .put("body", body)
                            .put("overruns", pairs.overruns())
                            .put("max_send_lag_ms", timetable.worstLag()),
                    crowd,
                    pairs,
                    session,
                    span));
            crowd.leave();
            return report;
        }
    }

    private int lane(Plan plan) {
        double underway = rate / Math.max(1, plan.accounts().count()) * MEMORY_S;
        int lane = SMALLEST_LANE;
        while (lane < underway && lane < LARGEST_LANE) {
            lane *= 2;
        }
        return lane;
    }
}
