package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code golden/NAME.toml} is read, and what comes of it is held against {@code golden/NAME.expected}: the problems,
 * then, if the file can be used, what it says beyond the smallest configuration. A new case is a new file. What this build
 * does not honour yet is left out, so that building it changes no expectation.
 *
 * <p>{@code ./mvnw -pl config -am test -Dgolden.write=true} writes the expected files instead. Read them before you commit:
 * their wording is what an operator gets to see.
 */
class GoldenTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden").toAbsolutePath();
    private static final String SMALLEST = "general = {default_server_domain = \"localhost\", hosts = [\"localhost\"]}";

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".toml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsAsExpected(String name) throws IOException {
        Path expected = DIRECTORY.resolve(name.replace(".toml", ".expected"));
        String actual = outcome(Config.read(DIRECTORY.resolve(name)));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    }

    static Stream<String> examples() throws IOException {
        return names().filter(name -> name.startsWith("example_") || name.startsWith("option_lines_"));
    }

    /** They are those of the page "Options: Listen" in MongooseIM's manual, below a few lines that define what they refer to. */
    @ParameterizedTest
    @MethodSource("examples")
    void readsTheExamplesWithoutAnError(String name) {
        assertThat(Config.read(DIRECTORY.resolve(name)).config()).isPresent();
    }

    private static String outcome(Reading reading) {
        List<String> lines = new ArrayList<>();
        reading.problems().stream()
                .filter(problem -> !isOfNotYet(problem))
                .forEach(problem -> lines.add(problem.toString()));
        reading.config().ifPresent(config -> {
            lines.add("ok");
            List<String> known = Dump.of(smallest());
            Dump.of(config).stream().filter(line -> !known.contains(line)).forEach(lines::add);
        });
        String text = String.join("\n", lines).replace(DIRECTORY + "/", "");
        return text.replace(DIRECTORY.toString(), "DIRECTORY") + "\n";
    }

    private static boolean isOfNotYet(Problem problem) {
        return NotYet.ENTRIES.stream().anyMatch(entry -> entry.sentence().equals(problem.what()));
    }

    private static Config smallest() {
        return Config.read(SMALLEST, DIRECTORY, "smallest").config().orElseThrow();
    }
}
