package im.vestibule.services.rdbms;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that nobody uses at the moment, the one used last on top. How many there are is bounded by who takes them. A
 * connection is made on the thread that needs it, so what is wrong is known at once and attempts come as often as calls do.
 */
final class Connections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    /** A connection that was in use a moment ago is taken to be alive. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    /** How long a server may take to say that it is there, and to let us in. */
    static final Duration GREETING = Duration.ofSeconds(5);

    private final Database database;
    private final LongSupplier clock;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param since of the clock */
    private record Idle(Connection connection, long since) {}

    /**
     * @param clock nanoseconds since any moment
     */
    Connections(Database database, LongSupplier clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A connection that answers. */
    Connection take(Duration left) throws SQLException {
        long start = clock.getAsLong();
        Idle top = idle.pollFirst();
        if (top == null) {
            return connect(left);
        }
        if (start - top.since() < TRUSTED.toNanos() || answers(top.connection(), left)) {
            return top.connection();
        }
        drop(top.connection());
        // Whatever has happened to it has happened to those that were not used for even longer.
        discard();
        return connect(left.minusNanos(clock.getAsLong() - start));
    }

    private Connection connect(Duration left) throws SQLException {
        return database.connect(greeting(left));
    }

    private static boolean answers(Connection connection, Duration left) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, millis(greeting(left)));
        return connection.isValid(0);
    }

    private static Duration greeting(Duration left) {
        return left.compareTo(GREETING) < 0 ? left : GREETING;
    }

    /** At least one: none would mean that it may last for ever. */
    static int millis(Duration duration) {
        return Math.toIntExact(Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE));
    }

    /** Takes one back that is fit to be used again. */
    void give(Connection connection) {
        idle.addFirst(new Idle(connection, clock.getAsLong()));
        if (closed) {
            discard();
        }
    }

    /**
     * Has the one answer that was not used for longest, or makes another in its place.
     *
     * @param age those used since are left alone
     * @return whether there was one to ask
     */
    boolean refresh(Duration age, Duration left) throws SQLException {
        Idle last = idle.pollLast();
        if (last == null) {
            return false;
        }
        if (clock.getAsLong() - last.since() < age.toNanos()) {
            idle.addLast(last);
            return false;
        }
        if (answers(last.connection(), left)) {
            give(last.connection());
        } else {
            drop(last.connection());
            give(connect(left));
        }
        return true;
    }

    /** Closes those that nobody uses. */
    void discard() {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            drop(next.connection());
        }
    }

    static void drop(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone, which is what was wanted.
            log.atDebug().addKeyValue("reason", Reason.of(e).text()).log("database_connection_lost");
        }
    }

    @Override
    public void close() {
        closed = true;
        discard();
    }
}
