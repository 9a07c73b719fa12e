package im.vestibule.services.program;

import im.vestibule.config.Command;
import im.vestibule.services.log.Tap;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many processes of one program, each asked one question at a time. One that ends is started again: at once if it has
 * been of use, else after a pause that grows. They end with the server.
 */
public final class Programs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final Workers.Backoff TRIALS = new Workers.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final Health health;
    private final Command command;
    private final int instances;
    private final Timing timing;
    private final Question probe;
    private final Tap ends = new Tap();
    private final Complaints complaints;
    private final Workers workers;
    private final List<Thread> keepers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All under the lock.
    private final Deque<Program> idle = new ArrayDeque<>();
    private final Set<Program> running = new HashSet<>();
    private int pausing;
    private String reason = "";
    private boolean closed;

    /**
     * How long to wait for what.
     *
     * @param first a process's first answer, which comes after it has got ready; also a caller's turn
     * @param later its later ones
     * @param pause before a process that was of no use is started again
     */
    public record Timing(Duration first, Duration later, Workers.Backoff pause) {
        public static final Timing USUAL = new Timing(
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                new Workers.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    private Programs(Health health, Command command, int instances, Timing timing, Question probe) {
        this.health = health;
        this.command = command;
        this.instances = instances;
        this.timing = timing;
        this.probe = probe;
        complaints = new Complaints(health.name(), new Tap());
        workers = Workers.start(health, instances, timing.first(), TRIALS, left -> ask(probe, left));
        for (int i = 0; i < instances; i++) {
            String name = health.name() + "-" + i;
            keepers.add(Thread.ofVirtual().name(name).start(() -> keep(name)));
        }
    }

    /**
     * @param instances processes
     * @param probe a question without effect
     */
    public static Programs start(Health health, Command command, int instances, Timing timing, Question probe) {
        return new Programs(health, command, instances, timing, probe);
    }

    /**
     * Yes or no.
     *
     * @throws Unreachable if no process has answered in time, or not as it should
     */
    public boolean ask(Question question) throws Unreachable {
        return workers.call(left -> ask(question, left));
    }

    private boolean ask(Question question, Duration left) throws Unreachable {
        Program program = take(left);
        try {
            Duration usual = program.hasAnswered() ? timing.later() : timing.first();
            return program.ask(question, usual.compareTo(left) < 0 ? usual : left);
        } finally {
            giveBack(program);
        }
    }

    private Program take(Duration left) throws Unreachable {
        lock.lock();
        try {
            long nanos = left.toNanos();
            while (idle.isEmpty()) {
                if (closed || pausing == instances) {
                    throw new Unreachable("it does not run: " + reason);
                }
                if (nanos <= 0) {
                    throw new Unreachable("no process was free in time");
                }
                nanos = changed.awaitNanos(nanos);
            }
            return idle.removeFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server stops", e);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Program program) {
        lock.lock();
        try {
            if (!program.isOver()) {
                idle.addLast(program);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps one process running. */
    private void keep(String name) {
        Duration pause = timing.pause().first();
        try {
            while (true) {
                if (run(name)) {
                    pause = timing.pause().first();
                } else {
                    rest(pause);
                    pause = timing.pause().next(pause);
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** From its start to its end; whether it has been of use. */
    private boolean run(String name) throws InterruptedException {
        Program program;
        try {
            program = Program.start(command, name, complaints);
        } catch (IOException e) {
            over("cannot start: " + String.valueOf(e.getMessage()).strip());
            return false;
        }
        enter(program);
        String end = program.awaitEnd();
        leave(program);
        over(end);
        return program.hasAnswered();
    }

    private void over(String why) {
        lock.lock();
        try {
            reason = why;
        } finally {
            lock.unlock();
        }
        ends.take(System.nanoTime())
                .ifPresent(unreported -> LOG.atWarn()
                        .addKeyValue("backend", health.name())
                        .addKeyValue("reason", why)
                        .addKeyValue("unreported", unreported)
                        .log("program_ended"));
    }

    private void enter(Program program) throws InterruptedException {
        lock.lock();
        try {
            if (!closed) {
                running.add(program);
                idle.addLast(program);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        program.close();
        throw new InterruptedException("closed");
    }

    private void leave(Program program) {
        boolean unasked;
        lock.lock();
        try {
            running.remove(program);
            unasked = idle.remove(program);
        } finally {
            lock.unlock();
        }
        if (unasked) {
            // Nobody has met with its end; should it not come back, let that be known before somebody logs in.
            Thread.startVirtualThread(this::inquire);
        }
    }

    private void inquire() {
        try {
            ask(probe);
        } catch (Unreachable _) {
            // Said by its health.
        }
    }

    /** For the virtual thread of one process, which has nothing else to do meanwhile. */
    private void rest(Duration pause) throws InterruptedException {
        pausing(1);
        try {
            Thread.sleep(pause);
        } finally {
            pausing(-1);
        }
    }

    private void pausing(int change) {
        lock.lock();
        try {
            pausing += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Questions under way may still be answered. */
    @Override
    public void close() {
        List<Program> last;
        lock.lock();
        try {
            closed = true;
            last = List.copyOf(running);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.close();
        keepers.forEach(Thread::interrupt);
        List<Thread> farewells = last.stream()
                .map(program -> Thread.startVirtualThread(program::close))
                .toList();
        try {
            for (Thread farewell : farewells) {
                farewell.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
