package im.vestibule.services.domain;

import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is kept for domains, each on a virtual thread of its own, a batch at a time so that everybody else's writes find
 * their place in between. Where a batch fails it is tried again until it does not; what a restart cuts short goes on after it.
 */
public final class Erasures implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    /** Rows, or accounts in a database of others, that go at a time. */
    static final int BATCH = 500;

    private static final Duration PROGRESS = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final DomainStore store;
    private final Serving serving;
    private final InstantSource clock;
    private final Pause pause;
    private final Map<String, Erasure> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** {@link Thread#sleep(Duration)}, or what a test takes for it. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * @param first whether nothing is left; false as soon as it is known that it takes longer than it should
     */
    private record Erasure(Thread thread, CompletableFuture<Boolean> first) {}

    public Erasures(DomainStore store, Serving serving, InstantSource clock, Pause pause) {
        this.store = store;
        this.serving = serving;
        this.clock = clock;
        this.pause = pause;
    }

    /** Removes in the background what is kept for a domain that is served no more, and at last the domain. Does not wait. */
    void begin(Domain domain) {
        Erasure _ = join(domain);
    }

    /**
     * As {@link #begin}, and waits until nothing is left.
     *
     * @return false if something stands in the way: it goes on in the background
     */
    boolean await(Domain domain) {
        return join(domain).first().join();
    }

    private Erasure join(Domain domain) {
        return running.computeIfAbsent(domain.name(), name -> {
            CompletableFuture<Boolean> first = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().name("erasure-" + name).unstarted(() -> run(domain, first));
            thread.start();
            return new Erasure(thread, first);
        });
    }

    private void run(Domain domain, CompletableFuture<Boolean> first) {
        try {
            erase(domain, first);
        } catch (InterruptedException e) {
            // The server stops.
            Thread.currentThread().interrupt();
        } finally {
            leave(domain, first);
            first.complete(false);
        }
    }

    private void erase(Domain domain, CompletableFuture<Boolean> first) throws InterruptedException {
        log.atInfo()
                .addKeyValue("domain", domain.name())
                .addKeyValue("host_type", domain.hostType())
                .log("domain_removal_started");
        Instant told = clock.instant();
        Duration wait = FIRST_PAUSE;
        long rows = 0;
        while (!closed) {
            try {
                int gone = batch(domain);
                if (gone == 0) {
                    tell("domain_removed", domain, rows);
                    // Whoever waits for it may begin anew at once.
                    leave(domain, first);
                    first.complete(true);
                    return;
                }
                rows += gone;
                wait = FIRST_PAUSE;
                if (!clock.instant().isBefore(told.plus(PROGRESS))) {
                    told = clock.instant();
                    tell("domain_removal_progress", domain, rows);
                }
            } catch (StoreException | Unreachable e) {
                log.atWarn()
                        .addKeyValue("domain", domain.name())
                        .addKeyValue("reason", e.getMessage())
                        .log("domain_removal_delayed");
                first.complete(false);
                pause.take(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            }
        }
    }

    /** A domain that was added anew may be on its way out again. */
    private void leave(Domain domain, CompletableFuture<Boolean> first) {
        running.computeIfPresent(domain.name(), (_, erasure) -> erasure.first().equals(first) ? null : erasure);
    }

    private int batch(Domain domain) throws Unreachable {
        int elsewhere = serving.erase(domain, BATCH);
        return elsewhere > 0 ? elsewhere : store.erase(domain.name(), BATCH);
    }

    private static void tell(String event, Domain domain, long rows) {
        log.atInfo()
                .addKeyValue("domain", domain.name())
                .addKeyValue("rows", rows)
                .log(event);
    }

    /** Stops after the batches under way; they go on after the next start. */
    @Override
    public void close() {
        closed = true;
        running.values().forEach(erasure -> erasure.thread().interrupt());
    }
}
