package im.vestibule.load;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A closed loop: each pair keeps so many messages under way, and each that arrives is answered at once.
 *
 * @param underway for each pair
 * @param body bytes of each message's body
 */
public record Chat(int underway, int body, Window window) implements Scenario {
    private static final int LANE = 64;

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public Report run(Plan plan) throws InterruptedException {
        try (Driver driver = new Driver(plan.target())) {
            Crowd crowd = new Crowd(driver, plan);
            crowd.login();
            TimeUnit.NANOSECONDS.sleep(window.settle().toNanos());
            Pairs pairs = driver.call(() -> {
                Pairs made = new Pairs(driver, crowd.clients(), body, lane(), true);
                crowd.listen(made);
                return made;
            });
            Session session = new Session(driver, plan, window, pairs);
            Span span = session.run(() -> begin(pairs, crowd.clients()), () -> {
                pairs.stop();
                pairs.rest();
            });
            Report report = driver.call(() -> Messages.report(
                    new Draft(this, plan, driver).put("window", underway).put("body", body),
                    crowd,
                    pairs,
                    session,
                    span));
            crowd.leave();
            return report;
        }
    }

    private int lane() {
        return Math.max(LANE, Integer.highestOneBit(4 * underway) * 2);
    }

    private void begin(Pairs pairs, List<Client> clients) {
        for (Client client : clients) {
            int first = client.index() % 2 == 0 ? (underway + 1) / 2 : underway / 2;
            long now = System.nanoTime();
            for (int i = 0; i < first; i++) {
                pairs.send(client.index(), now);
            }
            client.flush();
        }
    }
}
