package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Rows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code docs/hostile.md} names tests that exist and carry its id, and every such test has its row. */
class HostileRowsTest {
    private static final Map<String, List<String>> SOURCES = read();

    static List<Row> rows() {
        return Rows.all();
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
                assertThat(names[1]).containsIgnoringCase(row.id());
                assertThat(sources(names[0])).anyMatch(source -> source.contains(" void " + names[1] + "("));
            }
        });
    }

    @Test
    void hasEveryIdOnce() {
        assertThat(rows()).extracting(Row::id).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void forgetsNoConversation() {
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

    /** Of a test class, in whichever module it is. */
    private static List<String> sources(String type) {
        return SOURCES.getOrDefault(type + ".java", List.of());
    }

    /** By the name of the file. */
    private static Map<String, List<String>> read() {
        try (Stream<Path> files = Files.find(
                Checkout.file(""),
                12,
                (file, attributes) ->
                        file.toString().endsWith("Test.java") && file.toString().contains("src/test/java"))) {
            return files.collect(Collectors.groupingBy(
                    file -> file.getFileName().toString(),
                    Collectors.mapping(HostileRowsTest::text, Collectors.toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
