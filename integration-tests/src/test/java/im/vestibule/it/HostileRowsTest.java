package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Every row of {@code docs/hostile.md} names tests that exist and carry its id, and every such test has its row. */
class HostileRowsTest {
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d\\d) \\| .+ \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`([^`]+)`");

    /** An id and what shows it. */
    record Row(String id, List<String> tests) {}

    static List<Row> rows() throws IOException {
        return Files.readAllLines(Checkout.file("docs/hostile.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Row(
                        row.group(1),
                        TEST.matcher(row.group(2))
                                .results()
                                .map(test -> test.group(1))
                                .toList()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void hasTests(Row row) {
        assertThat(row.tests()).isNotEmpty().allSatisfy(test -> {
            if (test.endsWith(".wire")) {
                assertThat(test).startsWith(row.id() + "_");
                assertThat(conversations()).contains(test);
            } else {
                String[] names = test.split("\\.", 2);
                assertThat(names[1]).startsWith(row.id().toLowerCase(Locale.ROOT));
                assertThat(find(names[0], names[1])).isPresent();
            }
        });
    }

    @Test
    void hasEveryIdOnce() throws IOException {
        assertThat(rows()).extracting(Row::id).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void forgetsNoConversation() throws IOException {
        List<String> named =
                rows().stream().flatMap(row -> row.tests().stream()).toList();
        assertThat(named).containsAll(conversations().toList());
    }

    private static Stream<String> conversations() {
        return Conversations.files().stream()
                .filter(Conversations::isHostile)
                .map(Path::getFileName)
                .map(String::valueOf);
    }

    private static Optional<Method> find(String type, String method) {
        try {
            Class<?> tests = Class.forName(HostileRowsTest.class.getPackageName() + "." + type);
            return Arrays.stream(tests.getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .filter(candidate -> AnnotationSupport.isAnnotated(candidate, Testable.class))
                    .findAny();
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        }
    }
}
