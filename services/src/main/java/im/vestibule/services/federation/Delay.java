package im.vestibule.services.federation;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/** How long to leave a server alone that could not be reached: longer each time, and never the same for all. */
final class Delay {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofSeconds(15);

    private final LongUnaryOperator random;
    private Duration last = Duration.ZERO;

    /** @param random gives a number from 0 to below its argument */
    Delay(LongUnaryOperator random) {
        this.random = random;
    }

    /**
     * After one more failure: at random from one to fifteen seconds, then twice as long each time.
     *
     * @param most not longer than this
     */
    Duration next(Duration most) {
        Duration next = last.isZero()
                ? SHORTEST.plusMillis(random.applyAsLong(FIRST.minus(SHORTEST).toMillis() + 1))
                : last.multipliedBy(2);
        last = next.compareTo(most) > 0 ? most : next;
        return last;
    }

    /** The server is there. */
    void reset() {
        last = Duration.ZERO;
    }
}
