package im.vestibule.services.account;

import im.vestibule.config.RdbmsConnection.Driver;
import im.vestibule.services.pool.Unreachable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a database has the table {@code users} as MongooseIM's schema makes it. */
final class UsersTable {
    private static final List<String> COLUMNS = List.of("server", "username", "password", "pass_details");
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02");

    private UsersTable() {}

    /**
     * @throws Unreachable if there is no such table, or not all of its columns; says which, and where the schema is
     */
    static void verify(Connection connection, Driver driver) throws SQLException, Unreachable {
        String schema = "docs/schema/" + driver.name().toLowerCase(Locale.ROOT) + ".sql";
        List<String> missing = new ArrayList<>(COLUMNS);
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery("SELECT * FROM users WHERE 1 = 0")) {
            missing.removeAll(columns(nothing.getMetaData()));
        } catch (SQLException e) {
            if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
                throw new Unreachable("the database has no table users; " + schema + " makes it");
            }
            throw e;
        }
        if (!missing.isEmpty()) {
            throw new Unreachable("the table users has no column " + String.join(", ", missing) + "; " + schema
                    + " has what it needs");
        }
    }

    private static List<String> columns(ResultSetMetaData table) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= table.getColumnCount(); i++) {
            names.add(table.getColumnName(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
