package im.vestibule.admin.rest;

import im.vestibule.admin.Figures.Figure;
import im.vestibule.admin.command.MetricCommands;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The group {@code metrics}. Nothing is counted for each host type by itself, so all of it is at {@code global}, and at {@code all}. */
final class MetricRoutes {
    private static final String NONE = "No metrics found";
    private static final Parameter<String> METRIC = Parameter.path("metric", Kind.TEXT);
    private static final Parameter<String> HOST_TYPE = Parameter.path("host_type", Kind.TEXT);

    private MetricRoutes() {}

    static Group of(Hosts hosts, MetricCommands metrics) {
        return Group.of(
                "metrics",
                Route.of(Method.GET, "/metrics", "Lists the names of metrics", _ -> names(hosts, metrics))
                        .gives(Schemas.object(
                                "host_types", Schemas.TEXTS, "metrics", Schemas.TEXTS, "global", Schemas.TEXTS)),
                all("/metrics/all", metrics),
                one("/metrics/all/:metric", metrics),
                all("/metrics/global", metrics),
                one("/metrics/global/:metric", metrics),
                Route.of(
                                Method.GET,
                                "/metrics/host_type/:host_type",
                                "Shows the metrics of a host type",
                                _ -> none(NONE))
                        .takes(HOST_TYPE)
                        .done(Status.NOT_FOUND),
                Route.of(
                                Method.GET,
                                "/metrics/host_type/:host_type/:metric",
                                "Shows a metric of a host type",
                                _ -> none("Metric not found"))
                        .takes(HOST_TYPE, METRIC)
                        .done(Status.NOT_FOUND));
    }

    private static Route all(String path, MetricCommands metrics) {
        return Route.of(Method.GET, path, "Shows all metrics", _ -> all(metrics))
                .gives(Schemas.FIGURES);
    }

    private static Route one(String path, MetricCommands metrics) {
        return Route.of(Method.GET, path, "Shows a metric", in -> one(metrics, in.get(METRIC)))
                .takes(METRIC)
                .gives(Schemas.object("metric", Schemas.FIGURE))
                .refuses(Status.NOT_FOUND);
    }

    private static Reply names(Hosts hosts, MetricCommands metrics) {
        return Reply.json(Json.of(
                "host_types", hosts.all().stream().map(Host::name).sorted().toList(),
                "metrics", List.of(),
                "global", metrics.find(List.of()).stream().map(Figure::name).toList()));
    }

    private static Reply all(MetricCommands metrics) {
        Map<String, Object> values = new LinkedHashMap<>();
        metrics.find(List.of()).forEach(figure -> values.put(figure.name(), value(figure)));
        return Reply.json(Json.of("metrics", values));
    }

    private static Reply one(MetricCommands metrics, String name) {
        return metrics.find(List.of()).stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .map(figure -> Reply.json(Json.of("metric", value(figure))))
                .orElseGet(() -> none("Metric not found"));
    }

    private static Map<String, Object> value(Figure figure) {
        return Json.of(figure.grows() ? "count" : "value", figure.value());
    }

    private static Reply none(String why) {
        return Reply.json(Status.NOT_FOUND, why);
    }
}
