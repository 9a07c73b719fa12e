package im.vestibule.services.rdbms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class SettingTest {
    private static Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @Test
    void leavesAConnectionOpenThatTakesIt() throws SQLException {
        try (Connection connection = connection()) {
            assertThat(Setting.tell(connection, _ -> "PRAGMA foreign_keys = 1")).isSameAs(connection);
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void closesAConnectionThatDoesNotTakeIt() throws SQLException {
        try (Connection connection = connection()) {
            assertThatThrownBy(() -> Setting.tell(connection, _ -> "SET nothing"))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatDoesNotSayWhoIsThere() throws SQLException {
        try (Connection connection = connection()) {
            assertThatThrownBy(() -> Setting.tell(connection, _ -> {
                        throw new SQLException("gone");
                    }))
                    .hasMessage("gone");
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
