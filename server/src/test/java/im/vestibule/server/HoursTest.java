package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.DrainSpec;
import im.vestibule.server.Drainage.Hours;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    @ParameterizedTest(name = "delay {0}, period {1}, deadline {2}: closes at {3}, spreads over {4}")
    @CsvSource({
        "0, 5000, 30000, 0, 5000",
        "10000, 5000, 30000, 10000, 5000",
        "10000, 50000, 30000, 10000, 20000",
        "40000, 5000, 30000, 30000, 0",
        "40000, 5000, 0, 0, 0",
        "0, 0, 0, 0, 0"
    })
    void theDeadlineStandsAboveAll(int delay, int period, int deadline, int close, int spread) {
        Hours hours = Hours.of(new DrainSpec(
                Duration.ofMillis(delay),
                Duration.ofMillis(period),
                Duration.ofMillis(deadline),
                Optional.empty(),
                Optional.empty()));

        assertThat(hours)
                .isEqualTo(new Hours(Duration.ofMillis(close), Duration.ofMillis(spread), Duration.ofMillis(deadline)));
    }
}
