package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(OptionalLong.of(2));

    @Test
    void takesAsManyAsMayWaitAndNotOneMore() {
        assertThat(backlog.take()).isTrue();
        assertThat(backlog.take()).isTrue();
        assertThat(backlog.take()).isFalse();
        assertThat(backlog.take()).isFalse();
    }

    @Test
    void hasRoomAgainForWhatIsGone() {
        assertThat(backlog.take()).isTrue();
        backlog.collect();
        assertThat(backlog.take()).isTrue();
        backlog.collect();
        assertThat(backlog.send()).isEqualTo(2);
        assertThat(backlog.take()).isFalse();

        backlog.gone(2);

        assertThat(backlog.take()).isTrue();
        assertThat(backlog.take()).isTrue();
        assertThat(backlog.take()).isFalse();
    }

    @Test
    void hasRoomAgainForWhatIsNotSent() {
        assertThat(backlog.take()).isTrue();
        assertThat(backlog.take()).isTrue();
        backlog.drop();

        assertThat(backlog.take()).isTrue();
        assertThat(backlog.send()).isZero();
    }

    @Test
    void countsNothingWithoutABound() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Backlog.UNBOUNDED.take()).isTrue();
            Backlog.UNBOUNDED.collect();
        }
        assertThat(Backlog.UNBOUNDED.send()).isZero();
    }
}
