package im.vestibule.benchmarks;

import im.vestibule.core.TokenBucket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a shaper does for each read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShaperBenchmark {
    private static final int RATE = 1_000_000;
    private static final long SLOW_NS = 1_000_000;
    private static final long FAST_NS = 1_000;

    private final TokenBucket bucket = new TokenBucket(RATE, 0);
    private long now;

    /** A connection below its rate. */
    @Benchmark
    public long below() {
        now += SLOW_NS;
        return bucket.take(Chat.SIZE, now);
    }

    /** One above it, which has to wait each time, and does. */
    @Benchmark
    public long above() {
        now += FAST_NS;
        long wait = bucket.take(Chat.SIZE, now);
        now += wait;
        return wait;
    }

    /** With the clock that it asks. */
    @Benchmark
    public long clock() {
        return bucket.take(1, System.nanoTime());
    }
}
