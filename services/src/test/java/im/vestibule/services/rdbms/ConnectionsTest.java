package im.vestibule.services.rdbms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** Against databases in memory, which answer as long as they are open. */
final class ConnectionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final List<Duration> dialled = new ArrayList<>();
    private boolean down;
    private final Connections connections = new Connections(this::dial, now::get);

    private Connection dial(Duration left) throws SQLException {
        dialled.add(left);
        if (down) {
            throw new SQLException("down", "08001");
        }
        Connection connection = new SQLiteDataSource().getConnection();
        return new Deaf(connection).connection();
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void usesTheOneAgainThatWasUsedLast() throws SQLException {
        Connection first = connections.take(LONG);
        Connection second = connections.take(LONG);
        connections.give(first);
        connections.give(second);

        assertThat(connections.take(LONG)).isSameAs(second);
        assertThat(connections.take(LONG)).isSameAs(first);
        assertThat(dialled).hasSize(2);
    }

    @Test
    void givesUpOnAllThatAreIdleIfOneIsDead() throws SQLException {
        Connection first = connections.take(LONG);
        Connection second = connections.take(LONG);
        connections.give(first);
        connections.give(second);
        second.close();
        pass(Duration.ofSeconds(2));

        Connection fresh = connections.take(LONG);

        assertThat(fresh.isValid(0)).isTrue();
        assertThat(fresh).isNotSameAs(second).isNotSameAs(first);
        assertThat(first.isClosed()).isTrue();
        assertThat(dialled).hasSize(3);
    }

    @Test
    void waitsForAGreetingNoLongerThanTheCallMay() throws SQLException {
        Connections.drop(connections.take(Duration.ofMillis(70)));
        Connections.drop(connections.take(LONG));

        assertThat(dialled).containsExactly(Duration.ofMillis(70), Connections.GREETING);
    }

    @Test
    void tellsAtOnceWhatIsWrong() {
        down = true;

        assertThatThrownBy(() -> connections.take(LONG)).hasMessage("down");
        assertThat(dialled).hasSize(1);
    }

    @Test
    void asksThoseThatWereIdleForLong() throws SQLException {
        Connection first = connections.take(LONG);
        Connection second = connections.take(LONG);
        connections.give(first);
        pass(Duration.ofSeconds(20));
        connections.give(second);
        pass(Duration.ofSeconds(15));
        first.close();

        assertThat(connections.refresh(Duration.ofSeconds(30), LONG)).isTrue();
        assertThat(connections.refresh(Duration.ofSeconds(30), LONG)).isFalse();

        assertThat(dialled).hasSize(3);
        assertThat(connections.take(LONG)).isNotSameAs(first).isNotSameAs(second);
        assertThat(connections.take(LONG)).isSameAs(second);
    }

    @Test
    void closesWhatComesBackAfterItsOwnEnd() throws SQLException {
        Connection late = connections.take(LONG);
        connections.close();
        connections.give(late);

        assertThat(late.isClosed()).isTrue();
    }
}
