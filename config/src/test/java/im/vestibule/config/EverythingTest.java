package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The file with every option in it: that it has them all, hides its secrets, and can be spoilt in any way. */
class EverythingTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final String SECRET = "qzjxkw";
    private static final int SPOILT = 400;

    private static String everything() throws IOException {
        return Files.readString(DIRECTORY.resolve("everything.toml"));
    }

    private static Reading read(String toml) {
        return Config.read(toml, DIRECTORY, "everything.toml");
    }

    @Test
    void hasEveryOption() throws IOException {
        Set<String> written = new HashSet<>();
        collect("", Toml.parse(everything()), written);
        assertThat(Described.by(Config::read))
                .extracting(Described.Option::key)
                .allSatisfy(key -> assertThat(written)
                        .as(key)
                        .anyMatch(path -> path.matches(key.replace(".", "\\.").replace("*", ".+"))));
    }

    private static void collect(String path, Object value, Set<String> written) {
        written.add(path);
        written.add(path.replaceFirst("^host_config\\.", ""));
        if (value instanceof TomlTable table) {
            table.keySet()
                    .forEach(key -> collect(path.isEmpty() ? key : path + "." + key, table.get(List.of(key)), written));
        } else if (value instanceof TomlArray array) {
            array.toList().forEach(item -> collect(path, item, written));
        }
    }

    @Test
    void printsWithoutItsSecrets() throws IOException {
        Config config = read(everything()).config().orElseThrow();
        assertThat(config.toString()).contains("***").doesNotContain(SECRET);
        assertThat(config.hostConfig()).extracting(Object::toString).noneMatch(text -> text.contains(SECRET));
        assertThat(Dump.of(config)).noneMatch(line -> line.contains(SECRET));
    }

    static List<Integer> secretLines() throws IOException {
        List<String> lines = everything().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(SECRET))
                .boxed()
                .toList();
    }

    /** However such a line is spoilt, what is said about it does not hold the secret, nor a part of it. */
    @ParameterizedTest
    @MethodSource("secretLines")
    void complainsWithoutTellingASecret(int number) throws IOException {
        List<String> lines = everything().lines().toList();
        String line = lines.get(number);
        List<String> spoilt = List.of(
                line.replace("\"" + SECRET + "\"", SECRET),
                line.replace("\"" + SECRET + "\"", "\"" + SECRET),
                line.replace("\"" + SECRET + "\"", "\"" + SECRET + "\" " + SECRET),
                line.replace("\"" + SECRET + "\"", "[\"" + SECRET + "\"]"),
                line.replace("\"" + SECRET + "\"", "{" + SECRET + " = \"" + SECRET + "\"}"),
                line.replace(SECRET + "\"", SECRET + "\\q\""),
                line.replace(" = \"" + SECRET, "x = \"" + SECRET),
                line.replace(SECRET, "qzj\nxkw"));
        for (String replaced : spoilt) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(number, replaced);
            assertThat(read(String.join("\n", changed)).problems())
                    .as(replaced)
                    .extracting(Problem::toString)
                    .noneMatch(text -> text.contains("qzj") || text.contains("xkw"));
        }
    }

    /** Every run spoils the same files: the seed is fixed. */
    @Test
    void survivesBeingSpoilt() throws IOException {
        String sound = everything();
        Random random = new Random(20_261_122);
        for (int i = 0; i < SPOILT; i++) {
            String spoilt = spoil(sound, random);
            Reading reading = read(spoilt);
            boolean errors = reading.problems().stream().anyMatch(Problem::isError);
            assertThat(reading.config().isPresent()).as(spoilt).isEqualTo(!errors);
            assertThat(reading.problems())
                    .as(spoilt)
                    .isSortedAccordingTo(Problem.BY_POSITION)
                    .allMatch(problem -> problem.line() >= 1 && problem.column() >= 1)
                    .noneMatch(problem -> problem.toString().contains("\n"));
        }
    }

    private static String spoil(String sound, Random random) {
        List<String> lines = sound.lines().collect(Collectors.toCollection(ArrayList::new));
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(8)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, line.replaceFirst("= .*", "= " + value(random)));
                case 3 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                case 4 ->
                    lines.set(
                            at,
                            insert(
                                    line,
                                    random.nextInt(line.length() + 1),
                                    "\"[]{}=.,#\\\u0000\u00e9'".charAt(random.nextInt(13))));
                case 5 -> lines.set(at, line.replaceFirst("[a-z]", "q"));
                case 6 -> lines.set(at, line.replace("[[", "[").replace("]]", "]"));
                default -> lines.set(at, line + " " + lines.get(random.nextInt(lines.size())));
            }
        }
        return String.join("\n", lines);
    }

    private static String insert(String line, int at, char c) {
        return line.substring(0, at) + c + line.substring(at);
    }

    private static String value(Random random) {
        List<String> values = List.of(
                "0",
                "-1",
                "true",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "1.5",
                "inf",
                "nan",
                "1979-05-27",
                "[[1], {a = 1}]",
                "9223372036854775807",
                "-9223372036854775808",
                "\"infinity\"",
                "\"127.0.0.1\"",
                "\"a@b/c\"",
                "\"\\u0000\"",
                "\"" + "x".repeat(5000) + "\"",
                "[\"a\", \"a\"]",
                "[{}, {}]",
                "{a.b.c = {}}");
        return values.get(random.nextInt(values.size()));
    }
}
