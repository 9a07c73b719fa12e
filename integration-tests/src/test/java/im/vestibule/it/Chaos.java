package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * People chat while their lines break at random and their server is killed, and comes back. In the end they are left in peace until everything that was said and
 * acknowledged has come, go, and come once more with sessions that know nothing, for what may still be waiting for them.
 */
final class Chaos {
    private static final int TICK_MS = 5;
    private static final Duration PEACE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final String SERVER = "server";
    private static final Link.Cut[] CUTS = Link.Cut.values();

    private final Plan plan;
    private final Victim victim;
    private final Journal journal = new Journal();
    private final Random random;
    private final List<Roamer> roamers = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean closing;

    /**
     * What is to happen. The seed decides on who speaks to whom and whose line breaks how; how that falls into what is under way at the time is up to the machine.
     *
     * @param silence of each of the people, between two messages, on average
     * @param luck how long each one's line holds, on average
     * @param kills of the server, at even distances
     */
    record Plan(long seed, int people, Duration length, Duration silence, Duration luck, int kills) {}

    /** A server. */
    interface Victim {
        /** The same after a restart. */
        List<Way> ways();

        void kill() throws IOException, InterruptedException;

        /** Returns once it is ready. */
        void start() throws IOException;
    }

    /**
     * What came of it.
     *
     * @param server when it was killed, and was there again
     * @param events of all clients, by name
     * @param settled whether everybody was there in the end with everything acknowledged, and all that came
     */
    record Report(Journal.Verdict verdict, List<String> server, Map<String, Integer> events, boolean settled) {}

    Chaos(Plan plan, Victim victim) {
        this.plan = plan;
        this.victim = victim;
        random = new Random(plan.seed());
    }

    static Jid person(int number) {
        return Jid.of("chatter" + number + "@door.test/chaos");
    }

    Report run() throws Exception {
        for (int i = 0; i < plan.people(); i++) {
            roamers.add(roamer(i));
        }
        boolean begun = comes(() -> roamers.stream().allMatch(Roamer::isSettled));
        rage();
        boolean settled =
                begun && comes(() -> journal.isComplete() && roamers.stream().allMatch(Roamer::isSettled));
        Map<String, Integer> events = events();
        look();
        Exception harm = failure.get();
        if (harm != null) {
            throw harm;
        }
        return new Report(journal.verdict(), journal.fate(SERVER), events, settled);
    }

    private Roamer roamer(int number) {
        Jid person = person(number);
        return Roamer.start(person, Site.password(person.bare()), victim.ways(), journal, random.nextLong());
    }

    private void rage() throws InterruptedException {
        try (ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                ScheduledExecutorService murderer = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> _ = clock.scheduleAtFixedRate(() -> tick(work), 0, TICK_MS, MILLISECONDS);
            for (int i = 1; i <= plan.kills(); i++) {
                long at = plan.length().toMillis() * i / (plan.kills() + 1);
                Future<?> _ = murderer.schedule(this::murder, at, MILLISECONDS);
            }
            Future<?> _ = clock.schedule(() -> closing = true, plan.length().toMillis(), MILLISECONDS);
            boolean _ = awaits(() -> closing, plan.length().plus(PEACE));
            clock.shutdown();
            murderer.shutdown();
        }
    }

    private void tick(ExecutorService work) {
        for (Roamer roamer : roamers) {
            if (random.nextDouble() * plan.silence().toMillis() < TICK_MS) {
                Jid to = roamers.get(random.nextInt(roamers.size())).me();
                Jid address = random.nextBoolean() ? to : to.bare();
                work.execute(() -> roamer.say(address));
            }
            if (random.nextDouble() * plan.luck().toMillis() < TICK_MS) {
                Link.Cut how = CUTS[random.nextInt(CUTS.length)];
                work.execute(() -> roamer.cut(how));
            }
        }
    }

    private void murder() {
        try {
            journal.note(SERVER, "kill");
            victim.kill();
            victim.start();
            journal.note(SERVER, "ready");
        } catch (IOException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean comes(Callable<Boolean> what) {
        return awaits(what, PEACE);
    }

    private static boolean awaits(Callable<Boolean> what, Duration longest) {
        try {
            Patience.await().atMost(longest).until(what);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private Map<String, Integer> events() {
        Map<String, Integer> sum = new TreeMap<>();
        for (Roamer roamer : roamers) {
            for (Map.Entry<String, AtomicInteger> event : roamer.events().entrySet()) {
                sum.merge(event.getKey(), event.getValue().get(), Integer::sum);
            }
        }
        return sum;
    }

    /** With new sessions: what comes now had been forgotten, or comes twice. */
    private void look() {
        roamers.forEach(Roamer::close);
        roamers.clear();
        for (int i = 0; i < plan.people(); i++) {
            roamers.add(roamer(i));
        }
        boolean _ = comes(() -> roamers.stream().allMatch(Roamer::isSettled));
        // Mail that has waited comes when it likes; so it is given the time that nothing takes.
        boolean _ = awaits(() -> false, QUIET);
        roamers.forEach(Roamer::close);
    }
}
