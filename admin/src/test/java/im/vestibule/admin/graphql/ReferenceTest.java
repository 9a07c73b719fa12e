package im.vestibule.admin.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.command.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the schemas against the list of what there is to be: names, arguments, results, types, and who may. */
class ReferenceTest {
    private final Commands commands = Emptiness.commands();
    private final Operations admin = new Operations(Engine.admin(commands).schema());
    private final Operations user = new Operations(Engine.user(commands).schema());

    private static List<String> reference() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("/graphql/reference.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Set<String> sorted(Stream<String> lines) {
        return lines.collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOperation(String line) {
        return line.startsWith("admin ") || line.startsWith("user ");
    }

    @Test
    void hasEveryOperationOfItsCategories() throws IOException {
        assertThat(sorted(Stream.concat(admin.lines("admin"), user.lines("user"))))
                .isEqualTo(sorted(reference().stream().filter(ReferenceTest::isOperation)));
    }

    @Test
    void hasTheTypesThatTheseNeed() throws IOException {
        assertThat(sorted(Stream.concat(admin.types(), user.types())))
                .isEqualTo(sorted(reference().stream().filter(line -> !isOperation(line))));
    }
}
