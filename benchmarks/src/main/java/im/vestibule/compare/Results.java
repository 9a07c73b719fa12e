package im.vestibule.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** All that was measured. */
record Results(List<Outcome> outcomes) {
    /**
     * Of the rounds of one case on one server.
     *
     * @param rounds how many there are
     */
    record Median(double value, double least, double most, int rounds) {}

    List<String> servers() {
        return outcomes.stream().map(Outcome::server).distinct().toList();
    }

    /** Cases by the order in which they are told. */
    List<String> cases(List<String> order) {
        List<String> measured = outcomes.stream().map(Outcome::name).distinct().toList();
        return order.stream().filter(measured::contains).toList();
    }

    String scenario(String name) {
        return of(name).getFirst().scenario();
    }

    private List<Outcome> of(String name) {
        return outcomes.stream().filter(each -> each.name().equals(name)).toList();
    }

    Optional<Median> median(String name, String server, Figure figure) {
        double[] values = of(name).stream()
                .filter(each -> each.server().equals(server))
                .flatMap(each -> each.figure(figure.key()).stream())
                .mapToDouble(value -> value / figure.scale())
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        int half = values.length / 2;
        double middle = values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
        return Optional.of(new Median(middle, values[0], values[values.length - 1], values.length));
    }

    /** A figure of all outcomes of a server, added up. */
    long sum(String server, String key) {
        return Math.round(values(server, key).sum());
    }

    /** The largest of all outcomes of a server. */
    double most(String server, String key) {
        return values(server, key).max().orElse(0);
    }

    private DoubleStream values(String server, String key) {
        return outcomes.stream()
                .filter(each -> each.server().equals(server))
                .flatMap(each -> each.figure(key).stream())
                .mapToDouble(Double::doubleValue);
    }

    /** As people read numbers: three digits that mean something, and commas. */
    static String text(double number) {
        if (Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        String format = Math.abs(number) >= 10 ? "%.1f" : Math.abs(number) >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }
}
