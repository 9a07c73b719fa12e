package im.vestibule.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which plots there are: for each scenario one of its most telling figure. */
final class Plots {
    private static final List<String> SCENARIOS = List.of("chat", "login", "connect", "rate", "idle");

    private final Results results;
    private final List<String> order;

    Plots(Results results, List<String> order) {
        this.results = results;
        this.order = order;
    }

    /** SVG by the name of the scenario. */
    Map<String, Plot> all() {
        Map<String, Plot> plots = new LinkedHashMap<>();
        for (String scenario : SCENARIOS) {
            List<String> names = results.cases(order).stream()
                    .filter(name -> results.scenario(name).equals(scenario))
                    .toList();
            if (!names.isEmpty()) {
                Figure figure = Figure.of(scenario).getFirst();
                plots.put(
                        scenario,
                        new Plot(
                                scenario + ": " + figure.title(),
                                results.servers(),
                                names.stream().map(name -> row(name, figure)).toList()));
            }
        }
        return plots;
    }

    private Plot.Row row(String name, Figure figure) {
        return new Plot.Row(
                name,
                results.servers().stream()
                        .map(server -> results.median(name, server, figure)
                                .map(Results.Median::value)
                                .orElse(Double.NaN))
                        .toList());
    }
}
