package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code *.wire} file among the resources is a test. */
@ExtendWith(SharedSite.class)
class ConversationsTest {
    static Stream<Arguments> conversations() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(ConversationsTest.class.getResource("/wire"))
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(".wire"))
                    .sorted()
                    .map(ConversationsTest::read)
                    .flatMap(conversation -> conversation.doors().stream()
                            .map(door -> Arguments.of(conversation.name(), door, conversation)))
                    .toList()
                    .stream();
        }
    }

    private static Conversation read(Path file) {
        try {
            return Conversation.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0} [{1}]", quoteTextArguments = false)
    @MethodSource("conversations")
    void goes(String name, String door, Conversation conversation, Site site) throws IOException {
        Log.all().take();
        Chat chat = new Chat(site, door);
        try (chat) {
            chat.play(conversation);
        }
        await().untilAsserted(() -> assertThat(site.house().sessions().all())
                .as("sessions that are left")
                .isEmpty());
        assertDiscreet(Log.all().take(), chat);
    }

    /** Nothing that a client does is news for the operator, and no log tells what clients say. */
    private static void assertDiscreet(List<ILoggingEvent> log, Chat chat) {
        assertThat(log).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(log.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)))
                .hasSizeLessThanOrEqualTo(chat.connections());
        assertThat(log).map(Log::text).noneMatch(line -> line.contains("-secret"));
        assertThat(log)
                .map(Log::text)
                .noneMatch(line -> chat.phrases().secrets().stream().anyMatch(line::contains));
    }
}
