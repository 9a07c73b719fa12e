package im.vestibule.it;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what nobody announces. */
final class Patience {
    /** Far longer than anything takes, so that a busy machine fails no test. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Patience() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }
}
