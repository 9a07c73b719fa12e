package im.vestibule.server;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The house's figures one by one, for commands; there from when the listeners are open. */
final class Samples implements im.vestibule.admin.Figures {
    private volatile Optional<Figures> source = Optional.empty();

    /** From now on, these are the figures. */
    void from(Figures figures) {
        source = Optional.of(figures);
    }

    @Override
    public List<Figure> read() {
        return source.stream()
                .flatMap(figures -> figures.collect().stream())
                .flatMap(Samples::figures)
                .toList();
    }

    private static Stream<Figure> figures(MetricSnapshot family) {
        String name = family.getMetadata().getPrometheusName();
        return switch (family) {
            case CounterSnapshot counter ->
                counter.getDataPoints().stream().map(point -> figure(name + "_total", point));
            case GaugeSnapshot gauge -> gauge.getDataPoints().stream().map(point -> figure(name, point));
            case HistogramSnapshot histogram ->
                histogram.getDataPoints().stream().flatMap(point -> both(name, point));
            default -> Stream.of();
        };
    }

    private static Figure figure(String name, CounterDataPointSnapshot point) {
        return new Figure(path(name, point.getLabels()), true, point.getValue());
    }

    private static Figure figure(String name, GaugeDataPointSnapshot point) {
        return new Figure(path(name, point.getLabels()), false, point.getValue());
    }

    /** How often, and how much in all. */
    private static Stream<Figure> both(String name, HistogramDataPointSnapshot point) {
        return Stream.of(
                new Figure(path(name + "_count", point.getLabels()), true, point.getCount()),
                new Figure(path(name + "_sum", point.getLabels()), true, point.getSum()));
    }

    private static List<String> path(String name, Labels labels) {
        List<String> path = new ArrayList<>();
        path.add(name);
        for (Label label : labels) {
            path.add(label.getValue());
        }
        return path;
    }
}
