package im.vestibule.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a configuration, or it is said what is wrong with it, and where. */
class ConfigFuzzTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden").toAbsolutePath();

    static Stream<byte[]> golden() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files
                    .filter(file -> file.toString().endsWith(".toml"))
                    .sorted()
                    .map(ConfigFuzzTest::bytes)
                    .toList()
                    .stream();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @MethodSource("golden")
    @FuzzTest
    void isAConfigurationOrSaysWhyNot(byte[] bytes) {
        String toml = new String(bytes, UTF_8);
        Reading reading = Config.read(toml, DIRECTORY, "door.toml");

        assertThat(reading.config().isEmpty())
                .isEqualTo(reading.problems().stream().anyMatch(Problem::isError));
        assertThat(Config.read(toml, DIRECTORY, "door.toml").problems()).isEqualTo(reading.problems());
        String[] lines = toml.split("\n", -1);
        reading.problems().forEach(problem -> isInside(problem, lines));
        reading.config().ifPresent(ConfigFuzzTest::canBeUsed);
    }

    private static void isInside(Problem problem, String[] lines) {
        assertThat(problem.line()).as(problem.what()).isBetween(1, lines.length);
        assertThat(problem.column()).as(problem.what()).isBetween(1, lines[problem.line() - 1].length() + 1);
        assertThat(problem.fault()).isNotBlank();
        assertThat(problem.toString().chars().noneMatch(Character::isISOControl))
                .as("one line, whatever is in the file: " + problem)
                .isTrue();
    }

    private static void canBeUsed(Config config) {
        assertThat(config.listeners(2))
                .allSatisfy(row -> assertThat(row.toString()).isNotEmpty());
        config.kinds().forEach(kind -> assertThat(config.forHost(kind).name()).isEqualTo(kind));
    }
}
