package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {
    private static final Duration MOST = Duration.ofSeconds(60);

    @Test
    void growsTwofoldUpToTheMost() {
        Delay delay = new Delay(bound -> bound - 1);

        assertThat(delay.next(MOST)).isEqualTo(Duration.ofSeconds(15));
        assertThat(delay.next(MOST)).isEqualTo(Duration.ofSeconds(30));
        assertThat(delay.next(MOST)).isEqualTo(MOST);
        assertThat(delay.next(MOST)).isEqualTo(MOST);
    }

    @Test
    void beginsAnewOnceTheServerIsThere() {
        Delay delay = new Delay(bound -> 0);
        assertThat(delay.next(MOST)).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay.next(MOST)).isEqualTo(Duration.ofSeconds(2));

        delay.reset();

        assertThat(delay.next(MOST)).isEqualTo(Duration.ofSeconds(1));
    }
}
