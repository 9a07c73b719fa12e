package im.vestibule.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From outcomes to the page. */
final class ResultsTest {
    private static final List<String> ORDER = List.of("chat-100", "login-plain");
    private static final Results RESULTS = new Results(List.of(
            chat("ours", 1, 400_000, 0.81),
            chat("theirs", 1, 30_000, 9.5),
            chat("ours", 2, 420_000, 0.79),
            chat("ours", 3, 300_000, 1.2),
            new Outcome(
                    "login-plain",
                    "ours",
                    1,
                    Map.of("scenario", "login", "logins_per_s", 4431.2, "other_cores", 0.07))));

    private static Outcome chat(String server, int round, double rate, double median) {
        return new Outcome(
                "chat-100",
                server,
                round,
                Map.of(
                        "scenario",
                        "chat",
                        "msgs_per_s",
                        rate,
                        "lat_ms",
                        Map.of("p50", median),
                        "lost",
                        1,
                        "errors",
                        Map.of("total", 2)));
    }

    @Test
    void tellsMediansAndRatios() {
        assertThat(new Table(RESULTS, ORDER).markdown()).isEqualTo("""
            | scenario | figure | ours | theirs | beside theirs |
            |---|---|---|---|---|
            | `chat-100` | messages/s | 400,000 (300,000 to 420,000) | 30,000 | 13.3 × |
            |  | processor s per 100,000 |  |  |  |
            |  | p50 in ms | 0.810 (0.790 to 1.20) | 9.50 | 0.085 × |
            |  | p99 in ms |  |  |  |
            | `login-plain` | logins/s | 4,431 |  |  |
            |  | processor ms per login |  |  |  |
            |  | p99 in ms |  |  |  |

            - ours: 6 errors; messages lost 3, doubled 0, out of order 0; at most 0.070 processors taken by others during a run
            - theirs: 2 errors; messages lost 1, doubled 0, out of order 0; at most 0.000 processors taken by others during a run
            """);
    }

    @Test
    void survivesAFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("results.jsonl");
        for (Outcome outcome : RESULTS.outcomes()) {
            outcome.append(file);
        }
        assertThat(new Table(new Results(Outcome.read(file)), ORDER).markdown())
                .isEqualTo(new Table(RESULTS, ORDER).markdown());
    }

    @Test
    void drawsABarForEachServerThatHasAFigure() {
        Map<String, Plot> plots = new Plots(RESULTS, ORDER).all();
        assertThat(plots).containsOnlyKeys("chat", "login");
        String svg = Objects.requireNonNull(plots.get("login")).svg();
        assertThat(svg)
                .startsWith("<svg xmlns='http://www.w3.org/2000/svg'")
                .contains(">4,431</text>", ">theirs</text>");
        assertThat(svg.split("height='14'", -1)).hasSize(2);
    }

    @Test
    void putsItBetweenTheMarkersOfThePage(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("performance.md");
        Files.writeString(page, "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n");
        Page writer = new Page(page);
        writer.write("new", new Plots(RESULTS, ORDER).all());
        writer.write("newer", new Plots(RESULTS, ORDER).all());
        assertThat(page)
                .content()
                .startsWith("before\n" + Page.BEGIN + "\n\nnewer\n\n![chat: messages/s](performance/chat.svg)")
                .endsWith(Page.END + "\nafter\n")
                .doesNotContain("old");
        assertThat(directory.resolve("performance/login.svg")).exists();
    }

    @Test
    void writesNothingIntoAPageWithoutMarkers() {
        assertThatThrownBy(() -> Page.replace("nothing", "new")).isInstanceOf(IOException.class);
    }
}
