package im.vestibule.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * One measurement that was kept.
 *
 * @param name of the case
 * @param figures as the load driver reports them
 */
record Outcome(String name, String server, int round, Map<String, Object> figures) {
    /** Adds it to a file as a line of JSON. */
    void append(Path file) throws IOException {
        Files.writeString(
                file,
                JsonMapper.shared().writeValueAsString(this) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    static List<Outcome> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> JsonMapper.shared().readValue(line, Outcome.class))
                .toList();
    }

    String scenario() {
        return String.valueOf(figures.get("scenario"));
    }

    /** By its name, or that of its group, a dot and its name. */
    Optional<Double> figure(String name) {
        Map<?, ?> from = figures;
        String rest = name;
        int dot = name.indexOf('.');
        if (dot > 0) {
            if (!(figures.get(name.substring(0, dot)) instanceof Map<?, ?> group)) {
                return Optional.empty();
            }
            from = group;
            rest = name.substring(dot + 1);
        }
        return from.get(rest) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }
}
