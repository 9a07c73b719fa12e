package im.vestibule.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run has seen: figures by name, groups of them as maps. docs/performance.md says what each name means.
 *
 * @param clean nothing failed, and nothing was lost, doubled or out of order
 */
public record Report(Map<String, Object> figures, boolean clean) {
    private static final double THOUSAND = 1e3;

    /** One line. */
    public String json() {
        return JsonMapper.shared().writeValueAsString(rounded(figures));
    }

    /** For people: a name and a figure a line. */
    public String table() {
        StringBuilder table = new StringBuilder();
        flat().forEach((name, figure) -> table.append(String.format("%-28s %s%n", name, figure)));
        return table.toString();
    }

    /** A figure; those of groups by {@code group.name}. */
    public Optional<Double> figure(String name) {
        return flat().get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** A number that every run of the scenario has. */
    public long count(String name) {
        return figure(name)
                .orElseThrow(() -> new IllegalArgumentException(name))
                .longValue();
    }

    private Map<String, Object> flat() {
        Map<String, Object> flat = new LinkedHashMap<>();
        rounded(figures).forEach((name, figure) -> {
            if (figure instanceof Map<?, ?> group) {
                group.forEach((inner, value) -> flat.put(name + "." + inner, value));
            } else {
                flat.put(name, figure);
            }
        });
        return flat;
    }

    private static Map<String, Object> rounded(Map<?, ?> exact) {
        Map<String, Object> rounded = new LinkedHashMap<>();
        exact.forEach((name, figure) -> rounded.put(
                String.valueOf(name),
                switch (figure) {
                    case Map<?, ?> group -> rounded(group);
                    case Double number -> Math.round(number * THOUSAND) / THOUSAND;
                    default -> figure;
                }));
        return rounded;
    }
}
