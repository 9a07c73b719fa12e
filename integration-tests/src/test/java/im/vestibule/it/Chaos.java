package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * People chat while their lines break at random and their server is killed, and comes back. In the end they are left in peace until everything that was said and
 * acknowledged has come, go, and come once more with sessions that know nothing, for what may still be waiting for them.
 */
final class Chaos {
    private static final Duration PEACE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final String SERVER = "server";

    private final Plan plan;
    private final Victim victim;
    private final Journal journal = new Journal();
    private final Crew crew;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * What is to happen. The seed decides on who speaks to whom and whose line breaks how; how that falls into what is under way at the time is up to the machine.
     *
     * @param kills of the server, at even distances
     */
    record Plan(long seed, int people, Duration length, Crew.Habits habits, int kills) {}

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
        List<Jid> people =
                IntStream.range(0, plan.people()).mapToObj(Chaos::person).toList();
        crew = new Crew(people, victim.ways(), plan.habits(), journal, new Random(plan.seed()));
    }

    static Jid person(int number) {
        return Jid.of("chatter" + number + "@door.test/chaos");
    }

    Report run() throws Exception {
        crew.come();
        boolean begun = comes(crew::isSettled);
        rage();
        boolean settled = begun && comes(() -> journal.isComplete() && crew.isSettled());
        Map<String, Integer> events = crew.events();
        crew.leave();
        look();
        Exception harm = failure.get();
        if (harm != null) {
            throw harm;
        }
        return new Report(journal.verdict(), journal.fate(SERVER), events, settled);
    }

    private void rage() throws InterruptedException {
        try (Crew.Chatting _ = crew.chat();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            for (int i = 1; i <= plan.kills(); i++) {
                long at = plan.length().toMillis() * i / (plan.kills() + 1);
                Future<?> _ = clock.schedule(this::murder, at, MILLISECONDS);
            }
            Future<?> end = clock.schedule(() -> {}, plan.length().toMillis(), MILLISECONDS);
            boolean _ = awaits(end::isDone, plan.length().plus(PEACE));
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

    /** With new sessions: what comes now had been forgotten, or comes twice. */
    private void look() {
        crew.come();
        boolean _ = comes(crew::isSettled);
        // Mail that has waited comes when it likes; so it is given the time that nothing takes.
        boolean _ = awaits(() -> false, QUIET);
        crew.leave();
    }
}
