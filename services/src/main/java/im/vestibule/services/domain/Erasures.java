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

    public Erasures(DomainStore store, Serving serving, InstantSource clock, Pause pause) {
        this.store = store;
        this.serving = serving;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Removes in the background what is kept for a domain that is served no more, and at last the domain. Does not wait.
     *
     * @return true once nothing is left; false as soon as something stands in the way, and then it goes on all the same
     */
    CompletableFuture<Boolean> begin(Domain domain) {
        return running.computeIfAbsent(domain.name(), _ -> {
                    Erasure erasure = new Erasure(domain);
                    erasure.thread.start();
                    return erasure;
                })
                .first;
    }

    /** The removal of one domain. Two are never the same: a domain that was added anew may be on its way out again. */
    private final class Erasure implements Runnable {
        private final Domain domain;
        private final Thread thread;
        private final CompletableFuture<Boolean> first = new CompletableFuture<>();

        private Erasure(Domain domain) {
            this.domain = domain;
            thread = Thread.ofVirtual().name("erasure-" + domain.name()).unstarted(this);
        }

        @Override
        public void run() {
            try {
                erase();
            } catch (InterruptedException e) {
                // The server stops.
                Thread.currentThread().interrupt();
            } finally {
                leave(false);
            }
        }

        /** Whoever waits for it may begin anew at once. */
        private void leave(boolean done) {
            running.remove(domain.name(), this);
            first.complete(done);
        }

        private void erase() throws InterruptedException {
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
                        leave(true);
                        return;
                    }
                    rows += gone;
                    wait = FIRST_PAUSE;
                    if (!clock.instant().isBefore(told.plus(PROGRESS))) {
                        told = clock.instant();
                        tell("domain_removal_progress", domain, rows);
                    }
                } catch (StoreException | Unreachable e) {
                    if (closed) {
                        return;
                    }
                    delay(e);
                    pause.take(wait);
                    wait = longer(wait);
                }
            }
        }

        private void delay(Exception reason) {
            log.atWarn()
                    .addKeyValue("domain", domain.name())
                    .addKeyValue("reason", reason.getMessage())
                    .log("domain_removal_delayed");
            first.complete(false);
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
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
        running.values().forEach(erasure -> erasure.thread.interrupt());
    }
}
