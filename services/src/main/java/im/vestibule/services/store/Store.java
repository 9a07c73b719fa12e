package im.vestibule.services.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * What survives the process. Every method may wait, so it is called on a virtual thread, never on an event loop; all but
 * {@link #close} throw {@link StoreException} if the database cannot do its part.
 */
public final class Store implements AutoCloseable {
    /** SQLite keeps its carrier while it reads, so more readers than carriers would only wait for each other. */
    private static final int READERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private static final long READER_TIMEOUT_MS = 5_000;

    private final HikariDataSource readers;
    private final Jdbi reading;
    private final Writer writer;
    private final Statements statements = new Statements();
    // As many as there are readers. One that breaks is replaced, which a file gives little reason for.
    private final Map<Connection, Statements> queries = new ConcurrentHashMap<>();

    private Store(HikariDataSource readers, Writer writer) {
        this.readers = readers;
        this.reading = silent(Jdbi.create(readers));
        this.writer = writer;
    }

    /** Opens the store in this directory, making directory, file and tables as needed. */
    public static Store open(Path directory) {
        try {
            Sqlite sqlite = Sqlite.in(directory);
            SQLiteDataSource writing = sqlite.writing();
            Schema.migrate(writing);
            HikariDataSource readers = readers(sqlite.reading());
            try {
                return new Store(readers, Writer.start(writing.getConnection()));
            } catch (SQLException e) {
                readers.close();
                throw e;
            }
        } catch (IOException | SQLException | FlywayException e) {
            throw new StoreException("cannot open the store in " + directory, e);
        }
    }

    private static HikariDataSource readers(SQLiteDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-reader");
        config.setDataSource(source);
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setConnectionTimeout(READER_TIMEOUT_MS);
        // A file needs no fresh connections.
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    /** Exceptions end up in logs, and by default Jdbi's repeat the arguments of the statement: passwords, messages. */
    static Jdbi silent(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /**
     * Runs work that only reads, now and on this thread. It sees everything acknowledged so far; two queries may see two
     * moments unless the work opens a transaction.
     */
    public <T> T read(Work<T> work) {
        try (Handle handle = reading.open()) {
            return work.run(handle);
        } catch (SQLException | JdbiException e) {
            throw new StoreException("cannot read from the store", e);
        }
    }

    /** As {@link #read}, for one query that is asked so often that it had better stay prepared: its text is always the same. */
    public <T> T query(String sql, List<?> values, Reader<T> reader) {
        try (Connection pooled = readers.getConnection()) {
            Connection connection = pooled.unwrap(SQLiteConnection.class);
            return queries.computeIfAbsent(connection, _ -> new Statements()).query(connection, sql, values, reader);
        } catch (SQLException e) {
            throw new StoreException("cannot read from the store", e);
        }
    }

    /**
     * Has work done by the writer and waits until it is committed. Work that throws is undone alone, and the caller gets
     * what it threw. Not to be called from within work that writes.
     */
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    /**
     * As {@link #write}, for one statement that is executed so often that it had better stay prepared: its text is always the
     * same.
     *
     * @return rows that were changed
     */
    public int update(String sql, List<@Nullable Object> values) {
        return writer.write(handle -> statements.update(handle.getConnection(), sql, values));
    }

    /**
     * Leaves work to the writer that may as well be lost: when the writer is behind, when it fails, or when the process
     * dies. Such work is counted.
     *
     * @return false if it was lost at once
     */
    public boolean later(Work<?> work) {
        return writer.later(work);
    }

    /** As {@link #later(Work)}, for one statement that had better stay prepared, like that of {@link #update}. */
    public boolean later(String sql, List<@Nullable Object> values) {
        return writer.later(handle -> statements.update(handle.getConnection(), sql, values));
    }

    /** How much work given to {@link #later} was lost since the start. */
    public long lost() {
        return writer.lost();
    }

    /** How much work may wait for the writer. */
    public int mostWaiting() {
        return Writer.QUEUE;
    }

    /** How much work waits for the writer. */
    public int waiting() {
        return writer.waiting();
    }

    /** Does what was accepted, then closes. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
