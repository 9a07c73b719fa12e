package im.vestibule.server;

import im.vestibule.core.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The figures of one name at one moment. Labels are pairs of name and value. */
sealed interface Family {
    MetricSnapshot snapshot();

    /** Only ever grows; its samples are named {@code NAME_total}. */
    static Counter counter(String name, String help) {
        return new Counter(new MetricMetadata(name, help), new ArrayList<>());
    }

    /** Goes up and down. */
    static Gauge gauge(String name, String help) {
        return new Gauge(new MetricMetadata(name, help), new ArrayList<>());
    }

    /**
     * @param unit what one of the histogram's units is in those of the name
     */
    static Distribution distribution(String name, String help, double unit) {
        return new Distribution(new MetricMetadata(name, help), unit, new ArrayList<>());
    }

    record Counter(MetricMetadata metadata, List<CounterDataPointSnapshot> points) implements Family {
        void add(long value, String... labels) {
            points.add(new CounterDataPointSnapshot((double) value, Labels.of(labels), null, 0));
        }

        @Override
        public MetricSnapshot snapshot() {
            return new CounterSnapshot(metadata, points);
        }
    }

    record Gauge(MetricMetadata metadata, List<GaugeDataPointSnapshot> points) implements Family {
        void add(long value, String... labels) {
            points.add(new GaugeDataPointSnapshot((double) value, Labels.of(labels), null));
        }

        @Override
        public MetricSnapshot snapshot() {
            return new GaugeSnapshot(metadata, points);
        }
    }

    record Distribution(MetricMetadata metadata, double unit, List<HistogramDataPointSnapshot> points)
            implements Family {
        void add(Histogram histogram, String... labels) {
            long[] bounds = histogram.bounds();
            double[] upper = new double[bounds.length + 1];
            Arrays.setAll(upper, i -> i < bounds.length ? bounds[i] * unit : Double.POSITIVE_INFINITY);
            points.add(new HistogramDataPointSnapshot(
                    ClassicHistogramBuckets.of(upper, histogram.counts()),
                    histogram.sum() * unit,
                    Labels.of(labels),
                    Exemplars.EMPTY,
                    0));
        }

        @Override
        public MetricSnapshot snapshot() {
            return new HistogramSnapshot(metadata, points);
        }
    }
}
