package im.vestibule.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The {@code *.wire} files among the resources. */
final class Conversations {
    private static final Path ROOT = root();

    private Conversations() {}

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Conversations.class.getResource("/wire"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What hostile peers say. */
    static boolean isHostile(Path file) {
        return file.startsWith(ROOT.resolve("hostile"));
    }

    /** As arguments: name, door, conversation; once for every door. */
    static Stream<Arguments> withDoors(Predicate<Path> wanted) {
        return files().stream()
                .filter(wanted)
                .map(Conversations::read)
                .flatMap(conversation -> conversation.doors().stream()
                        .map(door -> Arguments.of(conversation.name(), door, conversation)));
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".wire"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversation read(Path file) {
        try {
            return Conversation.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
