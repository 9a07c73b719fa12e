package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import im.vestibule.model.Jid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/** People who come, chat while their lines break now and then, and go. To be told what to do by one thread. */
final class Crew {
    private static final int TICK_MS = 5;
    private static final Link.Cut[] CUTS = Link.Cut.values();

    private final List<Jid> people;
    private final List<Way> ways;
    private final Habits habits;
    private final Journal journal;
    private final Random random;
    private final Map<String, Integer> past = new TreeMap<>();
    private volatile List<Roamer> roamers = List.of();

    /**
     * How they are.
     *
     * @param silence of each, between two messages, on average
     * @param luck how long each one's line holds, on average
     */
    record Habits(Duration silence, Duration luck) {}

    /**
     * @param people with their resources; their passwords are those of a {@link Site}
     * @param random decides on who speaks to whom and whose line breaks how
     */
    Crew(List<Jid> people, List<Way> ways, Habits habits, Journal journal, Random random) {
        this.people = people;
        this.ways = ways;
        this.habits = habits;
        this.journal = journal;
        this.random = random;
    }

    /** All begin to log in. */
    void come() {
        List<Roamer> fresh = new ArrayList<>();
        for (Jid person : people) {
            fresh.add(Roamer.start(person, Site.password(person.bare()), ways, journal, random.nextLong()));
        }
        roamers = List.copyOf(fresh);
    }

    /** Whether everybody is there, with everything acknowledged. */
    boolean isSettled() {
        return roamers.stream().allMatch(Roamer::isSettled);
    }

    /** Whether everybody is there. */
    boolean isThere() {
        return roamers.stream().allMatch(Roamer::isThere);
    }

    /** Those who are not settled, by name. */
    List<String> unsettled() {
        return roamers.stream()
                .filter(roamer -> !roamer.isSettled())
                .map(Roamer::state)
                .toList();
    }

    /** All say goodbye. */
    void leave() {
        roamers.forEach(Roamer::close);
        past.putAll(events());
        roamers = List.of();
    }

    /** How often what has happened to them, by name. */
    Map<String, Integer> events() {
        Map<String, Integer> sum = new TreeMap<>(past);
        for (Roamer roamer : roamers) {
            roamer.events().forEach((event, count) -> sum.merge(event, count, Integer::sum));
        }
        return sum;
    }

    /** They chat until that is closed. */
    Chatting chat() {
        return new Chatting();
    }

    /**
     * So many of them stop reading, and the others tell each so many long messages.
     *
     * @param size characters of each
     * @param choice of victims
     */
    void burden(int victims, int messages, int size, Random choice) {
        List<Roamer> present =
                new ArrayList<>(roamers.stream().filter(Roamer::isThere).toList());
        Collections.shuffle(present, choice);
        String ballast = " " + "x".repeat(size);
        for (int i = 0; i < victims; i++) {
            Roamer victim = present.get(i);
            victim.cut(Link.Cut.STUCK);
            for (int n = 0; n < messages; n++) {
                present.get(victims + n % (present.size() - victims)).say(victim.me(), ballast);
            }
        }
    }

    /** A chat that goes on. */
    final class Chatting implements AutoCloseable {
        private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        private Chatting() {
            Future<?> _ = clock.scheduleAtFixedRate(this::tick, 0, TICK_MS, MILLISECONDS);
        }

        private void tick() {
            List<Roamer> present = roamers;
            for (Roamer roamer : present) {
                if (random.nextDouble() * habits.silence().toMillis() < TICK_MS) {
                    Jid to = present.get(random.nextInt(present.size())).me();
                    Jid address = random.nextBoolean() ? to : to.bare();
                    work.execute(() -> roamer.say(address));
                }
                if (random.nextDouble() * habits.luck().toMillis() < TICK_MS) {
                    Link.Cut how = CUTS[random.nextInt(CUTS.length)];
                    work.execute(() -> roamer.cut(how));
                }
            }
        }

        @Override
        public void close() {
            clock.close();
            work.close();
        }
    }
}
