package im.vestibule.services.pool;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls to one service outside: so many at a time ({@code workers}), the others wait their turn for a bounded time ({@code
 * call_timeout}) in a bounded queue. While the service does not answer it is tried now and then, so that it is found to be
 * back although nobody calls. Calls are made on the caller's virtual thread.
 */
public final class Workers implements AutoCloseable {
    /** Callers that may wait for their turn. */
    private static final int WAITING = 5_000;

    private final Health health;
    private final int workers;
    private final Duration patience;
    private final Backoff backoff;
    private final Call<?> probe;
    private final Semaphore turns;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore downs = new Semaphore(0);
    private final Thread prober;

    /** What is asked of the service. */
    @FunctionalInterface
    public interface Call<T> {
        /**
         * @param left how long it may take
         * @throws Unreachable if the service is to blame
         */
        T run(Duration left) throws Unreachable;
    }

    /** The pauses between two trials of a service that is down: from the first on each is twice as long, up to the longest. */
    public record Backoff(Duration first, Duration longest) {
        /** The pause after this one. */
        public Duration next(Duration pause) {
            Duration twice = pause.multipliedBy(2);
            return twice.compareTo(longest) > 0 ? longest : twice;
        }
    }

    private Workers(Health health, int workers, Duration patience, Backoff backoff, Call<?> probe) {
        this.health = health;
        this.workers = workers;
        this.patience = patience;
        this.backoff = backoff;
        this.probe = probe;
        turns = new Semaphore(workers, true);
        prober = Thread.ofVirtual().name(health.name() + "-probe").unstarted(this::probe);
    }

    /**
     * Tries the service at once, so that the operator need not wait for the first login to hear of a mistake.
     *
     * @param workers calls at a time
     * @param patience for a call, waiting included
     * @param probe a call that has no effect
     */
    public static Workers start(Health health, int workers, Duration patience, Backoff backoff, Call<?> probe) {
        Workers started = new Workers(health, workers, patience, backoff, probe);
        started.prober.start();
        return started;
    }

    /**
     * @throws Unreachable if the service fails, or if there was no turn in time
     */
    public <T> T call(Call<T> call) throws Unreachable {
        return call(call, false);
    }

    /**
     * As {@link #call}, but while the service is down only trials go to it, and whoever calls is refused at once: for a
     * service that it takes long to find down.
     */
    public <T> T callIfUp(Call<T> call) throws Unreachable {
        return call(call, true);
    }

    private <T> T call(Call<T> call, boolean ifUp) throws Unreachable {
        long start = System.nanoTime();
        refuse(ifUp);
        enter();
        try {
            refuse(ifUp);
            Duration left = patience.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                throw new Unreachable(busy());
            }
            return tell(call, left);
        } finally {
            turns.release();
        }
    }

    private void refuse(boolean ifUp) throws Unreachable {
        if (ifUp && health.isDown()) {
            throw new Unreachable("it is down");
        }
    }

    private void enter() throws Unreachable {
        if (turns.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            throw new Unreachable(busy());
        }
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unreachable(busy());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server stops", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private String busy() {
        return "all " + workers + " workers are busy";
    }

    private <T> T tell(Call<T> call, Duration left) throws Unreachable {
        try {
            T answer = call.run(left);
            health.worked();
            return answer;
        } catch (Unreachable e) {
            // What was interrupted has failed because we stop.
            if (!Thread.currentThread().isInterrupted() && health.failed(String.valueOf(e.getMessage()))) {
                downs.release();
            }
            throw e;
        }
    }

    /** For a virtual thread of its own: nobody waits for it, so that it may sleep. */
    private void probe() {
        try {
            while (true) {
                Duration pause = backoff.first();
                while (!works()) {
                    Thread.sleep(pause);
                    pause = backoff.next(pause);
                }
                downs.acquire();
                Thread.sleep(backoff.first());
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private boolean works() {
        try {
            tell(probe, patience);
        } catch (Unreachable _) {
            // Said by its health.
        }
        return !health.isDown();
    }

    /** Trials end; calls can still be made. */
    @Override
    public void close() {
        prober.interrupt();
    }
}
