package im.vestibule.services.account;

import im.vestibule.config.Limit;
import im.vestibule.config.RdbmsConnection.Driver;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.rdbms.RdbmsPool;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The table {@code users} of a database outside. */
final class RdbmsUsers implements Users {
    /** Characters of a name that the columns hold; MySQL may cut what is longer, and so make another name of it. */
    private static final int LONGEST = 250;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What no account can have twice: SQLSTATE of PostgreSQL, code of MySQL. */
    private static final String PG_TAKEN = "23505";

    private static final int MYSQL_TAKEN = 1062;

    private final RdbmsPool pool;
    private final Sql sql;
    private final boolean estimate;
    private final Semaphore counting = new Semaphore(1, true);

    /**
     * @param account the condition that picks its row
     * @param names how often the condition has domain and name as parameters
     * @param estimate how many rows the table has, as the server remembers it
     * @param some deletes rows of a domain, which is a parameter twice, and how many is the third
     */
    private record Sql(String account, int names, String estimate, String some) {
        private static final String ACCOUNT = " WHERE server = ? AND username = ?";

        static Sql of(Driver driver) {
            return switch (driver) {
                case PGSQL ->
                    new Sql(
                            ACCOUNT,
                            1,
                            "SELECT reltuples FROM pg_class WHERE oid = to_regclass('users')",
                            "DELETE FROM users WHERE server = ? AND username IN"
                                    + " (SELECT username FROM users WHERE server = ? LIMIT ?)");
                // By MySQL's rules cafe and café may be the same; by XMPP's they are two accounts.
                case MYSQL ->
                    new Sql(
                            ACCOUNT + " AND CONVERT(server USING utf8mb4) COLLATE utf8mb4_bin = ?"
                                    + " AND CONVERT(username USING utf8mb4) COLLATE utf8mb4_bin = ?",
                            2,
                            "SELECT table_rows FROM information_schema.tables"
                                    + " WHERE table_schema = database() AND table_name = 'users'",
                            "DELETE FROM users WHERE server = ?"
                                    + " AND CONVERT(server USING utf8mb4) COLLATE utf8mb4_bin = ? LIMIT ?");
            };
        }

        void bind(PreparedStatement statement, int first, Jid account) throws SQLException {
            for (int i = 0; i < names; i++) {
                statement.setString(first + 2 * i, account.domain());
                statement.setString(first + 2 * i + 1, account.local());
            }
        }
    }

    /**
     * @param estimate count accounts by the database's own estimate, which is of all domains together
     */
    RdbmsUsers(RdbmsPool pool, boolean estimate) {
        this.pool = pool;
        this.sql = Sql.of(pool.driver());
        this.estimate = estimate;
    }

    @Override
    public Optional<Credentials> find(Jid account) throws Unreachable {
        return row(account).map(found -> found.credentials(account));
    }

    private Optional<UserRow> row(Jid account) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT password, pass_details FROM users" + sql.account())) {
                sql.bind(statement, 1, account);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(UserRow.read(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean has(Jid account) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM users" + sql.account())) {
                sql.bind(statement, 1, account);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public Registered insert(Jid account, Credentials credentials, Limit most) throws Unreachable {
        if (account.local().length() > LONGEST || account.domain().length() > LONGEST) {
            return Registered.NOT_SUPPORTED;
        }
        if (most.isInfinite()) {
            return insert(account, credentials);
        }
        count();
        try {
            return users(account.domain()) < most.value() ? insert(account, credentials) : Registered.FULL;
        } finally {
            counting.release();
        }
    }

    /** One at a time counts and adds, lest two take the last place. */
    private void count() throws Unreachable {
        try {
            if (!counting.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unreachable("too many register at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server stops", e);
        }
    }

    private long users(String domain) throws Unreachable {
        long rows = estimate ? estimated() : -1;
        return rows >= 0 ? rows : counted(domain);
    }

    /** Negative if the server has none yet. */
    private long estimated() throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.estimate());
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        });
    }

    private long counted(String domain) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT count(*) FROM users WHERE server = ?")) {
                statement.setString(1, domain);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0;
                }
            }
        });
    }

    private Registered insert(Jid account, Credentials credentials) throws Unreachable {
        UserRow row = UserRow.of(credentials);
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO users (password, pass_details, server, username) VALUES (?, ?, ?, ?)")) {
                statement.setString(1, row.password());
                statement.setString(2, row.details());
                statement.setString(3, account.domain());
                statement.setString(4, account.local());
                statement.executeUpdate();
                return Registered.DONE;
            } catch (SQLException e) {
                if (PG_TAKEN.equals(e.getSQLState()) || e.getErrorCode() == MYSQL_TAKEN) {
                    return Registered.EXISTS;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean update(Jid account, Credentials credentials) throws Unreachable {
        UserRow row = UserRow.of(credentials);
        return pool.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE users SET password = ?, pass_details = ?" + sql.account())) {
                statement.setString(1, row.password());
                statement.setString(2, row.details());
                sql.bind(statement, 3, account);
                return statement.executeUpdate() > 0;
            }
        });
    }

    /** Somebody who changes the row meanwhile wins. */
    @Override
    public boolean add(Jid account, Hash hash, ScramKeys keys) throws Unreachable {
        Optional<UserRow> before = row(account);
        if (before.isEmpty() || !(before.get().credentials(account) instanceof Credentials.Scram kept)) {
            return false;
        }
        return kept.keys().containsKey(hash) || replace(account, before.get(), UserRow.of(kept.with(hash, keys)));
    }

    private boolean replace(Jid account, UserRow before, UserRow after) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE users SET pass_details = ?" + sql.account() + " AND pass_details = ?")) {
                statement.setString(1, after.details());
                sql.bind(statement, 2, account);
                statement.setString(2 + 2 * sql.names(), before.details());
                return statement.executeUpdate() > 0;
            }
        });
    }

    @Override
    public List<String> names(String domain, int most) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT username FROM users WHERE server = ? LIMIT ?")) {
                statement.setString(1, domain);
                statement.setInt(2, most);
                try (ResultSet rows = statement.executeQuery()) {
                    List<String> names = new ArrayList<>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return names;
                }
            }
        });
    }

    @Override
    public int deleteSome(String domain, int most) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.some())) {
                statement.setString(1, domain);
                statement.setString(2, domain);
                statement.setInt(3, most);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public long count(String domain) throws Unreachable {
        return users(domain);
    }

    @Override
    public boolean delete(Jid account) throws Unreachable {
        return pool.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM users" + sql.account())) {
                sql.bind(statement, 1, account);
                return statement.executeUpdate() > 0;
            }
        });
    }
}
