package im.vestibule.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long things took, to three digits. */
final class Latency {
    private static final long LONGEST_NS = 3_600_000_000_000L;
    private static final double MS = 1e6;

    private final Histogram histogram = new Histogram(LONGEST_NS, 3);

    void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NS));
    }

    void reset() {
        histogram.reset();
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** In milliseconds: {@code mean}, {@code p50}, {@code p95}, {@code p99}, {@code p999}, {@code max}. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("mean", count() == 0 ? 0.0 : histogram.getMean() / MS);
        figures.put("p50", percentile(50));
        figures.put("p95", percentile(95));
        figures.put("p99", percentile(99));
        figures.put("p999", percentile(99.9));
        figures.put("max", histogram.getMaxValue() / MS);
        return figures;
    }

    private double percentile(double share) {
        return histogram.getValueAtPercentile(share) / MS;
    }
}
