package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogGateTest {
    private static final long START = -1;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void letsOneLineASecondThroughAndTellsHowManyItHeldBack() {
        LogGate gate = new LogGate();

        assertThat(gate.pass(START)).hasValue(0);
        assertThat(gate.pass(START)).isEmpty();
        assertThat(gate.pass(START + SECOND - 1)).isEmpty();
        assertThat(gate.pass(START + SECOND)).hasValue(2);
        assertThat(gate.pass(START + 5 * SECOND)).hasValue(0);
    }
}
