package im.vestibule.services.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one connection that are executed again and again: SQLite takes longer to prepare one than to carry it out. For
 * whoever has the connection; its end is theirs.
 */
final class Statements {
    /** Statements that are kept prepared. */
    static final int MOST = 16;

    private final SequencedMap<String, PreparedStatement> prepared = new LinkedHashMap<>(MOST, 0.75f, true);

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** @return rows that were changed */
    int update(Connection connection, String sql, List<@Nullable Object> values) throws SQLException {
        return execute(connection, sql, values, PreparedStatement::executeUpdate);
    }

    <T> T query(Connection connection, String sql, List<?> values, Reader<T> reader) throws SQLException {
        return execute(connection, sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    private <T> T execute(Connection connection, String sql, List<?> values, Execution<T> execution)
            throws SQLException {
        PreparedStatement statement = prepared(connection, sql);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return execution.of(statement);
        } catch (SQLException e) {
            // After some failures the driver has thrown away what was prepared.
            prepared.remove(sql);
            statement.close();
            throw e;
        }
    }

    private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        if (prepared.size() >= MOST) {
            Map.Entry<String, PreparedStatement> eldest = prepared.pollFirstEntry();
            if (eldest != null) {
                eldest.getValue().close();
            }
        }
        PreparedStatement made = connection.prepareStatement(sql);
        prepared.put(sql, made);
        return made;
    }
}
