package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class WriterTest {
    /** A driver with a mistake of its own, once. */
    private static Connection mistaken(Connection connection) {
        AtomicBoolean sound = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                WriterTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setSavepoint") && !sound.getAndSet(true)) {
                        throw new IllegalStateException("nobody expected this");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Test
    void tellsThoseWhoWaitWhatNobodyExpectedAndGoesOn() throws SQLException {
        try (Writer writer = Writer.start(mistaken(DriverManager.getConnection("jdbc:sqlite::memory:")))) {
            assertThatThrownBy(() -> writer.write(handle -> 1))
                    .isInstanceOf(StoreException.class)
                    .hasRootCauseMessage("nobody expected this");

            int answer = writer.write(handle -> 2);
            assertThat(answer).isEqualTo(2);
        }
    }
}
