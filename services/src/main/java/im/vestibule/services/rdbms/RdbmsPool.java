package im.vestibule.services.rdbms;

import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.RdbmsConnection;
import im.vestibule.config.RdbmsConnection.Driver;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Tls;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Workers;
import im.vestibule.services.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One pool of {@code outgoing_pools.rdbms}: connections to a database, made when there is something to ask. While it is down
 * only trials go to it, and whoever calls is told at once. Calls may wait, so they are made on virtual threads.
 */
public final class RdbmsPool implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** What a server that cancels a statement itself may need to say so. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Driver driver;
    private final Connections connections;
    private final Duration longestRead;
    private final Workers workers;
    private final Optional<Thread> keeper;

    /** One statement. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * @throws Unreachable if the database lacks what no call can do without
         */
        T run(Connection connection) throws SQLException, Unreachable;
    }

    private RdbmsPool(Health health, Pool<RdbmsConnection> pool, Database database, Work<?> probe) {
        RdbmsConnection connection = pool.connection();
        driver = connection.driver();
        longestRead = connection.queryTimeout().isZero()
                ? pool.callTimeout()
                : connection.queryTimeout().plus(GRACE);
        connections = new Connections(database, System::nanoTime);
        Duration longest = connection.maxStartInterval();
        Duration first = longest.compareTo(FIRST_PAUSE) < 0 ? longest : FIRST_PAUSE;
        workers = Workers.start(
                health,
                pool.workers(),
                pool.callTimeout(),
                new Workers.Backoff(first, longest),
                left -> use(probe, left));
        keeper = connection
                .keepaliveInterval()
                .map(interval ->
                        Thread.ofVirtual().name(health.name() + "-keeper").start(() -> keep(interval)));
    }

    /**
     * @param tls how to secure connections; empty for not at all
     * @param probe what must work for the database to be of any use
     */
    public static RdbmsPool open(Health health, Pool<RdbmsConnection> pool, Optional<Tls> tls, Work<?> probe) {
        Database database = switch (pool.connection().driver()) {
            case PGSQL -> new Postgres(pool.connection(), tls);
            case MYSQL -> new MySql(pool.connection(), tls);
        };
        return new RdbmsPool(health, pool, database, probe);
    }

    /** Whose SQL it speaks. */
    public Driver driver() {
        return driver;
    }

    /**
     * Runs a statement; what else may be wrong with it than the database is a {@link StoreException}.
     *
     * @throws Unreachable if the database is down, or too busy
     */
    public <T> T call(Work<T> work) throws Unreachable {
        return workers.callIfUp(left -> use(work, left));
    }

    private <T> T use(Work<T> work, Duration left) throws Unreachable {
        long start = System.nanoTime();
        try {
            Connection connection = connections.take(left);
            boolean fit = false;
            try {
                Duration rest = left.minusNanos(System.nanoTime() - start);
                connection.setNetworkTimeout(
                        Runnable::run, Connections.millis(rest.compareTo(longestRead) < 0 ? rest : longestRead));
                T answer = work.run(connection);
                fit = true;
                return answer;
            } finally {
                if (fit) {
                    connections.give(connection);
                } else {
                    Connections.drop(connection);
                }
            }
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** @throws StoreException if only this statement is to blame */
    private Unreachable unreachable(SQLException fault) {
        // No cause: a driver's messages may quote what was asked.
        Reason reason = Reason.of(fault);
        if (!reason.outage()) {
            throw new StoreException(reason.text());
        }
        connections.discard();
        return new Unreachable(reason.text());
    }

    /** For a virtual thread of its own: nobody waits for it, so that it may sleep. */
    private void keep(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                keepAlive(interval);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void keepAlive(Duration interval) {
        try {
            boolean more = true;
            while (more) {
                more = workers.callIfUp(left -> {
                    try {
                        return connections.refresh(interval, left);
                    } catch (SQLException e) {
                        throw unreachable(e);
                    }
                });
            }
        } catch (Unreachable _) {
            // Said by its health.
        }
    }

    @Override
    public void close() {
        keeper.ifPresent(Thread::interrupt);
        workers.close();
        connections.close();
    }
}
