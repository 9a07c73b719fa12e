package im.vestibule.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results in Markdown: a row for each figure, and how the first server stands beside each other. */
final class Table {
    private final Results results;
    private final List<String> order;

    /** @param order of the cases */
    Table(Results results, List<String> order) {
        this.results = results;
        this.order = order;
    }

    String markdown() {
        List<String> servers = results.servers();
        List<String> others = servers.subList(Math.min(1, servers.size()), servers.size());
        StringBuilder table = new StringBuilder("| scenario | figure |");
        servers.forEach(server -> table.append(' ').append(server).append(" |"));
        others.forEach(server -> table.append(" beside ").append(server).append(" |"));
        table.append("\n|---|---|")
                .repeat("---|", servers.size() + others.size())
                .append('\n');
        for (String name : results.cases(order)) {
            String title = "`" + name + "`";
            for (Figure figure : Figure.of(results.scenario(name))) {
                table.append("| ").append(title).append(" | ").append(figure.title());
                cells(name, figure).forEach(cell -> table.append(" | ").append(cell));
                table.append(" |\n");
                title = "";
            }
        }
        return table.append('\n').append(checks()).toString();
    }

    private List<String> cells(String name, Figure figure) {
        List<Optional<Results.Median>> medians = results.servers().stream()
                .map(server -> results.median(name, server, figure))
                .toList();
        List<String> cells = new ArrayList<>();
        medians.forEach(median -> cells.add(median.map(Table::cell).orElse("")));
        double own = medians.getFirst().map(Results.Median::value).orElse(0.0);
        medians.stream()
                .skip(1)
                .forEach(other -> cells.add(other.filter(median -> median.value() > 0 && own > 0)
                        .map(median -> Results.text(own / median.value()) + " ×")
                        .orElse("")));
        return cells;
    }

    private static String cell(Results.Median median) {
        String value = Results.text(median.value());
        return median.rounds() == 1
                ? value
                : value + " (" + Results.text(median.least()) + " to " + Results.text(median.most()) + ")";
    }

    /** What makes the figures worth reading. */
    private String checks() {
        StringBuilder checks = new StringBuilder();
        for (String server : results.servers()) {
            checks.append("- ")
                    .append(server)
                    .append(": ")
                    .append(results.sum(server, "errors.total"))
                    .append(" errors; messages lost ")
                    .append(results.sum(server, "lost"))
                    .append(", doubled ")
                    .append(results.sum(server, "duplicated"))
                    .append(", out of order ")
                    .append(results.sum(server, "reordered"))
                    .append("; at most ")
                    .append(Results.text(results.most(server, "other_cores")))
                    .append(" processors taken by others during a run\n");
        }
        return checks.toString();
    }
}
