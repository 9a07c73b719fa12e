package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private static final long START = Long.MAX_VALUE - 5; // The clock may go round.

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    @ParameterizedTest(name = "of {0}/s, {1} take {2} ms")
    @CsvSource({
        "1000, 0, 0",
        "1000, 999, 0",
        "1000, 1000, 0",
        "1000, 1001, 1",
        "1000, 1500, 500",
        "1000, 11000, 10000",
        "3, 4, 334",
        "3, 6, 1000",
        "1, 2, 1000",
        "2147483647, 2147483647, 0",
        "1, 2147483647, 2147483646000"
    })
    void letsOneSecondsWorthThroughAndMakesTheRestWait(int rate, int tokens, long delay) {
        TokenBucket bucket = new TokenBucket(rate, START);

        assertThat(bucket.take(tokens, START)).isEqualTo(millis(delay));
    }

    @ParameterizedTest(name = "{0} ms after it was emptied, {1} take {2} ms")
    @CsvSource({
        "0, 1, 1",
        "1, 1, 0",
        "500, 500, 0",
        "500, 501, 1",
        "1000, 1000, 0",
        "3600000, 1000, 0",
        "3600000, 1001, 1"
    })
    void fillsUpAtItsRateAndNoFurther(long later, int tokens, long delay) {
        TokenBucket bucket = new TokenBucket(1000, START);
        bucket.take(1000, START);

        assertThat(bucket.take(tokens, START + millis(later))).isEqualTo(millis(delay));
    }

    @Test
    void bringsNothingWhileSomebodyWaits() {
        TokenBucket bucket = new TokenBucket(1000, START);
        long wait = bucket.take(1500, START);

        assertThat(bucket.take(100, START + wait)).isEqualTo(millis(100));
        // And whoever does not wait has to wait for both.
        assertThat(bucket.take(100, START + wait)).isEqualTo(millis(200));
    }

    @Test
    void givesBackWhatRoundingUpTookTooMuch() {
        TokenBucket bucket = new TokenBucket(3, START);
        long now = START;
        long waited = 0;
        for (int i = 0; i < 3_003; i++) {
            long wait = bucket.take(1, now);
            now += wait;
            waited += wait;
        }

        assertThat(waited).isEqualTo(millis(1_000_000));
    }

    @Test
    void takesOneTokenOnlyIfItIsThere() {
        TokenBucket bucket = new TokenBucket(2, START);

        assertThat(bucket.tryTake(START)).isTrue();
        assertThat(bucket.tryTake(START)).isTrue();
        assertThat(bucket.tryTake(START)).isFalse();
        assertThat(bucket.tryTake(START + millis(500) - 1)).isFalse();
        assertThat(bucket.tryTake(START + millis(500))).isTrue();
        assertThat(bucket.tryTake(START + millis(500))).isFalse();
    }

    @Test
    void standsStillIfItsClockGoesBack() {
        TokenBucket bucket = new TokenBucket(1000, START);
        bucket.take(1000, START);

        assertThat(bucket.take(1, START - millis(10_000))).isEqualTo(millis(10_001));
        assertThat(bucket.tryTake(START)).isFalse();
    }
}
