package im.vestibule.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@code docs/hostile.md}. */
final class Rows {
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d\\d) \\| (.+) \\| (.*) \\| (.+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern ID = Pattern.compile("^([A-Za-z]\\d\\d)(?=[A-Z_])|_([A-Z]\\d\\d)$");

    private static final List<Row> ALL = read();

    private Rows() {}

    /**
     * An id, what it is about, and what shows it.
     *
     * @param causes of ends and refusals that it is counted as, beside those of connections that just end
     */
    record Row(String id, String what, Set<String> causes, List<String> tests) {}

    static List<Row> all() {
        return ALL;
    }

    /** That of a test, by its name; empty if it belongs to none. */
    static Optional<Row> of(String test) {
        Matcher id = ID.matcher(test);
        if (!id.find()) {
            return Optional.empty();
        }
        String wanted = id.group().replace("_", "").toUpperCase(Locale.ROOT);
        return ALL.stream().filter(row -> row.id().equals(wanted)).findAny();
    }

    private static List<Row> read() {
        try {
            return Files.readAllLines(Checkout.file("docs/hostile.md")).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Row(
                            row.group(1),
                            row.group(2),
                            quoted(row.group(3)).collect(Collectors.toSet()),
                            quoted(row.group(4)).toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(each -> each.group(1));
    }
}
