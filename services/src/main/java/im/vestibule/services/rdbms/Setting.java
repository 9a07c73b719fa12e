package im.vestibule.services.rdbms;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a new connection is told first. */
final class Setting {
    private Setting() {}

    /** The connection, closed if it does not take it. */
    static Connection of(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
