package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Figures.Figure;
import im.vestibule.admin.command.MetricCommands;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The category {@code metric}. What grows is a counter, all else a gauge. */
final class MetricFields {
    private static final String VALUE = "value";

    private MetricFields() {}

    static void admin(Fields fields, MetricCommands metrics) {
        fields.type("MetricAdminQuery")
                .field(
                        "getMetrics",
                        call -> Answer.done(metrics.find(texts(call, "name")).stream()
                                .map(MetricFields::metric)
                                .toList()))
                .field("getMetricsAsDicts", call -> Answer.done(dicts(metrics, call)))
                .field("getClusterMetricsAsDicts", call -> Answer.done(nodes(metrics, call)));
    }

    private static List<String> texts(Call call, String argument) {
        return call.<List<String>>given(argument).orElse(List.of());
    }

    private static Map<String, @Nullable Object> metric(Figure figure) {
        return figure.grows()
                ? object(Unions.TYPE, "CounterMetric", "name", figure.path(), "type", "counter", VALUE, value(figure))
                : object(Unions.TYPE, "GaugeMetric", "name", figure.path(), "type", "gauge", VALUE, value(figure));
    }

    /** The nearest whole number that GraphQL can tell. */
    private static int value(Figure figure) {
        return Math.clamp(Math.round(figure.value()), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static List<Map<String, @Nullable Object>> dicts(MetricCommands metrics, Call call) {
        List<String> keys = texts(call, "keys");
        boolean shown = keys.isEmpty() || keys.contains(VALUE);
        return metrics.find(texts(call, "name")).stream()
                .map(figure -> object(
                        "name",
                        figure.path(),
                        "dict",
                        shown ? List.of(object("key", VALUE, VALUE, value(figure))) : List.of()))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> nodes(MetricCommands metrics, Call call) {
        List<String> nodes = texts(call, "nodes");
        return nodes.isEmpty() || nodes.contains("self")
                ? List.of(object("node", "self", "result", dicts(metrics, call)))
                : List.of();
    }
}
