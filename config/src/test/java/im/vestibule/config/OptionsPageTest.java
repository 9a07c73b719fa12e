package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    private final List<Described.Option> options = Described.by(Config::read);

    private record Row(String key, String type, String fallback, String meaning) {
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
    }

    private static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.split(" *\\| *", -1))
                    .map(cells -> new Row(plain(cells[1]), plain(cells[2]), plain(cells[3]), cells[4]))
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
    void namesEveryModuleThatIsNotBuilt() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(ModulesSpec.UNBUILT.stream()
                        .map(name -> "`" + name + "`")
                        .toList());
    }
}
