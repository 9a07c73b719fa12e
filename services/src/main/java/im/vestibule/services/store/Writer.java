package im.vestibule.services.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what is queued, runs each piece of work in a savepoint of one transaction, commits
 * once and only then answers: while one batch reaches the disk, the next one gathers. A platform thread, because SQLite
 * would hold on to the carrier of a virtual one.
 */
final class Writer implements AutoCloseable {
    /** Work that waits; beyond it callers are refused. */
    static final int QUEUE = 4_096;

    /** Above this many waiting, work that nobody waits for is dropped, so that it never stands in the way of the rest. */
    static final int QUEUE_LATER = QUEUE / 4;

    /** Work in one transaction; it bounds how long the first of a batch waits for the last. */
    static final int BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lost = new AtomicLong();
    private final Connection connection;
    private final Jdbi jdbi;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    private Writer(Connection connection) {
        this.connection = connection;
        this.jdbi = Store.silent(Jdbi.create(connection));
        this.thread = Thread.ofPlatform().name("store-writer").unstarted(this::run);
    }

    static Writer start(Connection connection) {
        Writer writer = new Writer(connection);
        writer.thread.start();
        return writer;
    }

    <T> T write(Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("work that writes must not wait for the writer");
        }
        Job<T> job = new Job<>(work, failure -> {});
        if (!offer(job)) {
            throw new StoreException(closing ? "the store is closed" : "too much is waiting to be written");
        }
        return job.await();
    }

    boolean later(Work<?> work) {
        if (queue.size() < QUEUE_LATER && offer(new Job<>(work, this::lose))) {
            return true;
        }
        lost.incrementAndGet();
        return false;
    }

    int waiting() {
        return queue.size();
    }

    long lost() {
        return lost.get();
    }

    private void lose(Throwable reason) {
        // Once is enough to tell the operator; the count tells the rest.
        if (lost.getAndIncrement() == 0) {
            LOG.atWarn().setCause(reason).log("store_write_lost");
        }
    }

    private boolean offer(Job<?> job) {
        if (closing || !queue.offer(job)) {
            return false;
        }
        // The writer may have looked at the queue for the last time in between.
        return !closed || !queue.remove(job);
    }

    private void run() {
        List<Job<?>> batch = new ArrayList<>(BATCH);
        while (!closing || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                // close() wakes us; the loop's condition has the rest.
                continue;
            }
            queue.drainTo(batch, BATCH - 1);
            commit(batch);
            batch.clear();
        }
        closed = true;
        queue.drainTo(batch);
        batch.forEach(job -> job.fail(new StoreException("the store is closed")));
    }

    private void commit(List<Job<?>> batch) {
        try (Handle handle = jdbi.open()) {
            connection.setAutoCommit(false);
            for (Job<?> job : batch) {
                Savepoint savepoint = connection.setSavepoint();
                if (!job.run(handle)) {
                    connection.rollback(savepoint);
                }
                connection.releaseSavepoint(savepoint);
            }
            connection.commit();
            // Jdbi does not let go of a handle in the middle of a transaction.
            connection.setAutoCommit(true);
        } catch (Throwable e) {
            // Even of what nobody expected those who wait must hear, and there is no other thread to write.
            rollback(e);
            batch.forEach(job -> job.fail(new StoreException("cannot write to the store", e)));
            return;
        }
        batch.forEach(Job::settle);
    }

    private void rollback(Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the store", e);
        }
    }
}
