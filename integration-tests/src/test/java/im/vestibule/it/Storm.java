package im.vestibule.it;

import static org.awaitility.Awaitility.await;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Many who log in at one door by PLAIN, over and over, each time on a connection of its own, and what they were told. */
final class Storm implements AutoCloseable {
    private static final Pattern ANSWER = Pattern.compile("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
            + "|<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><([a-z-]+)/>.*?</failure>");

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Outcome, AtomicInteger> outcomes = new EnumMap<>(Outcome.class);
    private final List<Future<?>> running;
    private volatile boolean over;

    /** What an attempt came to. */
    enum Outcome {
        SUCCESS,
        NOT_AUTHORIZED,
        TEMPORARY_AUTH_FAILURE,
        /** Another condition, or the connection broke. */
        OTHER
    }

    private Storm(Site.Door door, List<Jid> accounts) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new AtomicInteger());
        }
        running = accounts.stream()
                .<Future<?>>map(account -> clients.submit(() -> {
                    while (!over) {
                        count(attempt(door, account)).incrementAndGet();
                    }
                }))
                .toList();
    }

    /**
     * @param accounts each of which has a client of its own, and the password of a {@link Site}
     */
    static Storm begin(Site.Door door, List<Jid> accounts) {
        return new Storm(door, accounts);
    }

    private AtomicInteger count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, new AtomicInteger());
    }

    private static Outcome attempt(Site.Door door, Jid account) {
        return attempt(door, account, Site.password(account));
    }

    /** One attempt on a connection of its own. */
    static Outcome attempt(Site.Door door, Jid account, String password) {
        try (Wire wire = new Wire(door)) {
            wire.greet(account.domain());
            wire.say(Wire.plain(account, password));
            String condition = wire.hear(ANSWER).group(1);
            if (condition == null) {
                return Outcome.SUCCESS;
            }
            return switch (condition) {
                case "not-authorized" -> Outcome.NOT_AUTHORIZED;
                case "temporary-auth-failure" -> Outcome.TEMPORARY_AUTH_FAILURE;
                default -> Outcome.OTHER;
            };
        } catch (IOException | AssertionError broken) {
            return Outcome.OTHER;
        }
    }

    /** Waits until so many more attempts have come to this. */
    void hear(Outcome outcome, int more) {
        int wanted = count(outcome).get() + more;
        await().atMost(Patience.LONGEST).until(() -> count(outcome).get() >= wanted);
    }

    /** How many attempts have come to what so far. */
    Map<Outcome, Integer> outcomes() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.get()));
        return counts;
    }

    /** Lets everybody finish the attempt it is at. */
    @Override
    public void close() {
        over = true;
        clients.close();
        running.forEach(Future::resultNow);
    }
}
