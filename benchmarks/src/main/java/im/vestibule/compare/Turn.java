package im.vestibule.compare;

import im.vestibule.load.Accounts;
import im.vestibule.load.Chat;
import im.vestibule.load.Login;
import im.vestibule.load.Plan;
import im.vestibule.load.Report;
import im.vestibule.load.Scenario;
import im.vestibule.load.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One server's turn: from its start through all cases of a group to its end. */
final class Turn {
    /** Processors that others may use before a run is repeated. */
    private static final double NOISE = 0.15;

    private static final int WARM_USERS = 500;
    private static final int WARM_ROUNDS = 12;
    /** A login takes a server that compiles by and by some tens of thousands to reach its speed; other cases warm up themselves. */
    private static final int WARM_LOGINS = 15;

    private static final Window WARM_CHAT = Window.of(Duration.ZERO, Duration.ofSeconds(3));

    private final Peer peer;
    private final Settings settings;
    private final Care care;

    Turn(Peer peer, Settings settings, Care care) {
        this.peer = peer;
        this.settings = settings;
        this.care = care;
    }

    /** @param take a case's name and its report, as soon as there is one */
    void run(Group group, List<Case> cases, Consumer<Seen> take) throws IOException, InterruptedException {
        try (Peer.Running server = peer.start(group.passwords(), settings.accounts(group))) {
            if (!group.measuresMemory()) {
                warm(server);
            }
            for (Case each : cases) {
                Optional<Plan> plan = each.plan(server);
                if (plan.isPresent()) {
                    for (int round = 0; round < warming(each); round++) {
                        each.scenario().run(plan.get());
                    }
                    take.accept(new Seen(each, measure(each, plan.get())));
                }
            }
        }
    }

    /**
     * How much is done against disturbances.
     *
     * @param patience how long to wait for a quiet machine
     * @param attempts for each measurement, as long as it is disturbed
     */
    record Care(Duration patience, int attempts) {}

    /** What came of a case. */
    record Seen(Case about, Report report) {}

    /** Of server and driver: caches, code that is compiled by and by. */
    private void warm(Peer.Running server) throws InterruptedException {
        Plan plan =
                Plan.of(server.target(Entrance.C2S).orElseThrow(), Accounts.usual(WARM_USERS), OptionalLong.empty());
        List<Scenario> scenarios = List.of(new Login(), new Chat(4, 64, WARM_CHAT));
        for (int round = 0; round < (peer.warmsUp() ? WARM_ROUNDS : 1); round++) {
            scenarios.getFirst().run(plan);
        }
        scenarios.getLast().run(plan);
    }

    private int warming(Case about) {
        return peer.warmsUp() && about.scenario() instanceof Login ? WARM_LOGINS : 0;
    }

    /** Again, if others have disturbed it; the least disturbed counts. Memory does not depend on that. */
    private Report measure(Case about, Plan plan) throws InterruptedException {
        Optional<Report> best = Optional.empty();
        for (int attempt = 0; attempt < care.attempts() && best.map(Turn::noise).orElse(1.0) > NOISE; attempt++) {
            Quiet.await(care.patience());
            Report report = about.scenario().run(plan);
            if (best.isEmpty() || noise(report) < noise(best.get())) {
                best = Optional.of(report);
            }
            if (about.group().measuresMemory()) {
                break;
            }
        }
        return best.orElseThrow();
    }

    private static double noise(Report report) {
        return report.figure("other_cores").orElse(0.0);
    }
}
