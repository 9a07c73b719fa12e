package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/options.md} against the readers: no option is left out, none is made up, types and defaults agree. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("../docs/options.md");
    private static final Pattern PART = Pattern.compile("\\*|\\{([^}]*)}");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Path CONVERSATIONS = Path.of("../integration-tests/src/test/resources");

    private final List<Described.Option> options = Described.by(Config::read);

    /** @param shownBy tests and conversations, or a word on why there is none; empty in a table without that column */
    private record Row(String key, String type, String fallback, String meaning, String shownBy) {
        boolean covers(Described.Option option) {
            String pattern = PART.matcher(Pattern.quote(key))
                    .replaceAll(part -> part.group(1) == null
                            ? "\\\\E[^.]+\\\\Q"
                            : "\\\\E(" + part.group(1).replace(',', '|') + ")\\\\Q");
            return option.key().matches(pattern);
        }

        boolean agreesWith(Described.Option option) {
            return type.equals(option.type()) && fallback.equals(option.fallback());
        }

        boolean isAboutAnOpenListener() {
            return key.startsWith("listen.")
                    && NotYet.ENTRIES.stream().noneMatch(entry -> key.startsWith(entry.key() + "."));
        }

        Stream<String> proofs() {
            return QUOTED.matcher(shownBy).results().map(name -> name.group(1));
        }
    }

    private static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.split(" *\\| *", -1))
                    .map(cells -> new Row(plain(cells[1]), plain(cells[2]), plain(cells[3]), cells[4], cells[5]))
                    .toList();
        }
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void everyOptionHasExactlyOneRow() throws IOException {
        List<Row> rows = rows();
        assertThat(options)
                .filteredOn(option ->
                        rows.stream().filter(row -> row.covers(option)).count() != 1)
                .isEmpty();
    }

    @Test
    void everyRowIsAboutAnOption() throws IOException {
        assertThat(rows())
                .filteredOn(row -> options.stream().noneMatch(row::covers))
                .isEmpty();
    }

    @Test
    void typesAndDefaultsAgree() throws IOException {
        List<Row> rows = rows();
        assertThat(options)
                .filteredOn(option -> rows.stream().anyMatch(row -> row.covers(option) && !row.agreesWith(option)))
                .isEmpty();
    }

    @Test
    void everyRowSaysWhatTheOptionIsFor() throws IOException {
        assertThat(rows()).filteredOn(row -> !row.meaning().endsWith(".")).isEmpty();
    }

    @Test
    void everyOptionOfAnOpenListenerIsShownBySomething() throws IOException {
        assertThat(rows())
                .filteredOn(Row::isAboutAnOpenListener)
                .isNotEmpty()
                .filteredOn(row -> row.proofs().findAny().isEmpty())
                .isEmpty();
    }

    @Test
    void everyTestAndConversationThatIsNamedIsThere() throws IOException {
        List<Path> tests = tests();
        assertThat(rows().stream().flatMap(Row::proofs))
                .filteredOn(proof -> !isThere(proof, tests))
                .isEmpty();
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(OptionsPageTest::files)
                    .toList();
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param proof {@code ClassTest}, {@code ClassTest.method} or {@code wire/dir/file.wire} */
    private static boolean isThere(String proof, List<Path> tests) {
        if (proof.startsWith("wire/")) {
            return Files.isRegularFile(CONVERSATIONS.resolve(proof));
        }
        String[] parts = proof.split("\\.", -1);
        return tests.stream()
                .filter(file -> file.endsWith(parts[0] + ".java"))
                .anyMatch(file -> parts.length == 1 || read(file).contains(" void " + parts[1] + "("));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesEveryModuleThatIsNotBuilt() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(ModulesSpec.UNBUILT.stream()
                        .map(name -> "`" + name + "`")
                        .toList());
    }
}
