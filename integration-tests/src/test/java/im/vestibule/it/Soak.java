package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server lives through everything at once, is killed, and lives on: people chat, accounts change, and two {@link Ordeal}s at a time, chosen at random, come
 * on top. In each life what the server takes of the machine is looked at twice, after a warm-up and in the end, when everybody has gone. At the end of all everything that
 * was acknowledged is asked after.
 */
final class Soak {
    private static final Duration PEACE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration BACK_TO_BASE = Duration.ofSeconds(90);
    private static final int SAMPLES = 10;
    private static final double WARM = 0.2;
    private static final double SHRINKS = 0.995;
    private static final int CLERKS_ACCOUNTS = 100;
    private static final List<String> DOORS = List.of("listen.c2s[0]", "listen.c2s[1]", "listen.http[0]");

    private final Plan plan;
    private final SoakServer server;
    private final Random random;
    private final Journal journal = new Journal();
    private final Crew crew;
    private final Clerk clerk;
    private final Ordeals ordeals;
    private final SoakReport report;
    private final Deque<Ordeal> deck = new ArrayDeque<>();
    private @Nullable Ordeal dealt;

    /**
     * What is to happen.
     *
     * @param seed decides on what comes when; how that meets what else goes on is up to the machine
     * @param length of all that is between a warm-up and an end
     * @param crowd how many are cut off at once
     * @param people who chat
     * @param kills of the server
     */
    record Plan(long seed, Duration length, int crowd, int people, int kills) {
        Duration life() {
            return length.dividedBy(kills + 1);
        }

        /**
         * How hard pairs of ordeals are before it counts: each comes once, and where there is time for it six times more at its worst, each time beside
         * another, as pools keep what it took.
         */
        List<Double> warmups() {
            int once = (Ordeal.values().length + 1) / 2;
            List<Double> intensities = new ArrayList<>(Collections.nCopies(once, WARM));
            intensities.addAll(Collections.nCopies(isLong() ? 6 * once : 0, 1.0));
            return intensities;
        }

        /** Between two looks at what the server takes. Some of it goes after half a minute only. */
        Duration pause() {
            return Duration.ofSeconds(isLong() ? 20 : 2);
        }

        /** How often in a row it must be seen not to shrink. */
        int samples() {
            return isLong() ? 2 : 1;
        }

        private boolean isLong() {
            return length.toMinutes() > 0;
        }
    }

    Soak(Plan plan, SoakServer server) {
        this.plan = plan;
        this.server = server;
        random = new Random(plan.seed());
        Crew.Habits habits = new Crew.Habits(Duration.ofMillis(300), Duration.ofSeconds(15));
        crew = new Crew(
                accounts("chatter", "/soak", plan.people()), server.ways(), habits, journal, new Random(plan.seed()));
        clerk = new Clerk(server, accounts("clerk", "", CLERKS_ACCOUNTS), plan.seed());
        ordeals = new Ordeals(server, crew, plan.crowd());
        report = new SoakReport(plan, journal, clerk);
    }

    /** So many, shared among the domains. */
    private List<Jid> accounts(String name, String resource, int count) {
        List<String> domains = server.domains();
        return IntStream.range(0, count)
                .mapToObj(i -> Jid.of(name + i + "@" + domains.get(i % domains.size()) + resource))
                .toList();
    }

    SoakReport run() throws Exception {
        server.start();
        for (Jid person : accounts("chatter", "", plan.people())) {
            clerk.found(List.of(person), Site.password(person));
        }
        clerk.found(ordeals.accounts(), Ordeals.PASSWORD);
        try (SoakProgress _ = SoakProgress.every(Duration.ofSeconds(10), report)) {
            for (int i = 0; i <= plan.kills(); i++) {
                if (i > 0) {
                    murder();
                }
                live();
            }
            account();
        }
        return report;
    }

    private void live() throws Exception {
        come();
        report.phase("warm-up");
        try (Crew.Chatting _ = crew.chat();
                Clerk.Shift _ = clerk.work()) {
            for (double intensity : plan.warmups()) {
                undergo(intensity);
            }
        }
        ProcessFootprint base = base();
        come();
        report.phase("load");
        long start = System.nanoTime();
        try (Crew.Chatting _ = crew.chat();
                Clerk.Shift _ = clerk.work()) {
            while (System.nanoTime() - start < plan.life().toNanos()) {
                undergo(1);
            }
        }
        Duration length = Duration.ofNanos(System.nanoTime() - start);
        ProcessFootprint end = end(base);
        long accepted = server.figures().sum("vestibule_connections_accepted_total", "");
        report.lived(new SoakReport.Life(length, base, end, SoakLog.of(server.log()), accepted));
    }

    private void come() {
        crew.come();
        if (!awaits(crew::isThere, PEACE)) {
            report.wrong("these cannot log in: " + crew.unsettled());
        }
    }

    private void undergo(double intensity) throws Exception {
        List<Ordeal> pair = List.of(deal(), deal());
        report.phase(pair.toString().toLowerCase(Locale.ROOT));
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ordeals.Seen>> seen = new ArrayList<>();
            for (Ordeal ordeal : pair) {
                Random own = new Random(random.nextLong());
                seen.add(both.submit(() -> ordeals.undergo(ordeal, own, intensity)));
            }
            for (Future<Ordeals.Seen> one : seen) {
                report.seen(one.get());
            }
        }
    }

    /** All come equally often, and no two of a kind at a time. */
    private Ordeal deal() {
        if (deck.isEmpty()) {
            List<Ordeal> all = new ArrayList<>(List.of(Ordeal.values()));
            do {
                Collections.shuffle(all, random);
            } while (all.getFirst() == dealt);
            deck.addAll(all);
        }
        Ordeal next = deck.remove();
        dealt = next;
        return next;
    }

    /** In the midst of everything. */
    private void murder() throws Exception {
        report.phase("kill");
        come();
        try (Crew.Chatting _ = crew.chat();
                Clerk.Shift _ = clerk.work()) {
            TimeUnit.SECONDS.sleep(2L + random.nextInt(3));
            server.kill();
            server.start();
            if (!awaits(crew::isThere, PEACE)) {
                report.wrong("after a kill these did not come back: " + crew.unsettled());
            }
        }
        calm();
    }

    /** Everybody goes. */
    private void calm() throws IOException, InterruptedException {
        report.phase("settling");
        if (!awaits(() -> journal.isComplete() && crew.isSettled(), PEACE)) {
            report.wrong("these have not settled: " + crew.unsettled());
        }
        crew.leave();
        report.phase("emptying");
        if (!awaits(this::isEmpty, PEACE)) {
            report.wrong("somebody is left: " + sessions() + " " + open());
        }
    }

    private boolean isEmpty() throws IOException, InterruptedException {
        return sessions().isEmpty() && open() == 0;
    }

    private String sessions() throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String domain : server.domains()) {
                String listed = server.administrator(client)
                        .call("GET", "/sessions/" + domain, "")
                        .body();
                all.append(listed.equals("[]") ? "" : listed);
            }
        }
        return all.toString();
    }

    private long open() throws IOException, InterruptedException {
        Figures figures = server.figures();
        return figures.sum("vestibule_sessions_suspended", "")
                + figures.sum("vestibule_bosh_sessions_open", "")
                + DOORS.stream()
                        .mapToLong(door -> figures.sum("vestibule_connections_open", "\"" + door + "\""))
                        .sum();
    }

    /** Once nothing shrinks any more. */
    private ProcessFootprint base() throws IOException, InterruptedException {
        calm();
        report.phase("measuring");
        ProcessFootprint last = ProcessFootprint.of(server.pid());
        int still = 0;
        for (int i = 0; i < SAMPLES && still < plan.samples(); i++) {
            TimeUnit.NANOSECONDS.sleep(plan.pause().toNanos());
            ProcessFootprint next = ProcessFootprint.of(server.pid());
            boolean steady = next.heap() > SHRINKS * last.heap() && next.descriptors() >= last.descriptors();
            still = steady ? still + 1 : 0;
            last = next;
        }
        return last;
    }

    /** Once everything is as it was, or the time for that is over. */
    private ProcessFootprint end(ProcessFootprint base) throws IOException, InterruptedException {
        calm();
        report.phase("measuring");
        long start = System.nanoTime();
        ProcessFootprint last = ProcessFootprint.of(server.pid());
        while (!last.beyond(base).isEmpty() && System.nanoTime() - start < BACK_TO_BASE.toNanos()) {
            TimeUnit.SECONDS.sleep(2);
            last = ProcessFootprint.of(server.pid());
        }
        return last;
    }

    /** With new sessions: what comes now had been forgotten, or comes twice. */
    private void account() throws Exception {
        report.phase("accounting");
        crew.come();
        if (!awaits(crew::isSettled, PEACE)) {
            report.wrong("these did not come in the end: " + crew.unsettled());
        }
        // Mail that has waited comes when it likes; so it is given the time that nothing takes.
        TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
        crew.leave();
        clerk.audit().forEach(report::wrong);
        int exit = server.stop();
        if (exit != 0) {
            report.wrong("SIGTERM ended it with " + exit);
        }
        if (crew.events().containsKey("wrong h")) {
            report.wrong("an acknowledgement of what was never sent");
        }
    }

    private static boolean awaits(Callable<Boolean> what, Duration longest) {
        try {
            Patience.await()
                    .atMost(longest)
                    .pollInterval(Duration.ofMillis(100))
                    .until(what);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }
}
