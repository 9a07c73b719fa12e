package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} tells of exactly what is served. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\w+) (.*)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** One line of the first kind of table. */
    private record Row(String name, String type, Set<String> labels, String meaning) {}

    private static Site site;
    private static String served;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        site = Site.open("monitored.toml");
        site.house().readiness().up("outgoing_pools.ldap.default");
        served = Figures.get(site, "/metrics").body();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static List<String[]> rows(int cells) throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.split(" *\\| *"))
                    .filter(row -> row.length == cells + 1)
                    .toList();
        }
    }

    private static Set<String> words(String cell) {
        return Pattern.compile("`([^`]*)`")
                .matcher(cell)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Row> documented() throws IOException {
        return rows(4).stream()
                .map(cells -> new Row(cells[1].replace("`", ""), cells[2], words(cells[3]), cells[4]))
                .toList();
    }

    private static List<Row> figures() {
        Map<String, String> types =
                TYPE.matcher(served).results().collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
        return HELP.matcher(served)
                .results()
                .map(line -> new Row(
                        line.group(1), types.getOrDefault(line.group(1), ""), labels(line.group(1)), line.group(2)))
                .toList();
    }

    private static Set<String> labels(String name) {
        Set<String> labels = Pattern.compile("(?m)^" + name + "(?:_bucket|_sum|_count)?\\{(.*)} ")
                .matcher(served)
                .results()
                .flatMap(sample -> LABEL.matcher(sample.group(1)).results())
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        labels.remove("le");
        return labels;
    }

    private static boolean ours(Row row) {
        return row.name().startsWith("vestibule_");
    }

    @Test
    void tellsOfEveryFigureOfOursInItsOwnWords() throws IOException {
        assertThat(figures().stream().filter(MetricsPageTest::ours))
                .containsExactlyInAnyOrderElementsOf(
                        documented().stream().filter(MetricsPageTest::ours).toList());
    }

    @Test
    void namesEveryFigureOfTheJvm() throws IOException {
        assertThat(documented())
                .extracting(Row::name)
                .containsAll(figures().stream().map(Row::name).toList());
    }

    @Test
    void tellsEveryValueOfALabel() throws IOException {
        Map<String, Set<String>> told = new HashMap<>();
        rows(3).forEach(cells -> told.computeIfAbsent(cells[1].replace("`", ""), name -> new TreeSet<>())
                .addAll(words(cells[3])));
        for (String line :
                served.lines().filter(l -> l.startsWith("vestibule_")).toList()) {
            for (MatchResult label : LABEL.matcher(line).results().toList()) {
                if (!Set.of("listener", "loop", "file", "backend", "le").contains(label.group(1))) {
                    assertThat(told).containsKey(label.group(1));
                    assertThat(told.get(label.group(1))).as(line).contains(label.group(2));
                }
            }
        }
    }
}
