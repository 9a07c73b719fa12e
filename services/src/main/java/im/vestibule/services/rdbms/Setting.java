package im.vestibule.services.rdbms;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a new connection is told first; which statement that is may depend on who is at the other end. */
@FunctionalInterface
interface Setting {
    String of(Connection connection) throws SQLException;

    /** The connection, or, if it does not take the setting, why: it is closed then. */
    static Connection tell(Connection connection, Setting setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting.of(connection));
            return connection;
        } catch (SQLException | RuntimeException e) {
            Connections.drop(connection);
            throw e;
        }
    }
}
