package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    /** Longer than the system ever takes to tell. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final FileWatch watch = FileWatch.open(Duration.ofMillis(1));

    @Test
    void tellsOfAFileThatIsWritten() throws Exception {
        try (watch) {
            Path file = Files.createFile(directory.resolve("door.pem"));
            watch.over(List.of(file));
            Files.writeString(file, "new");
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void tellsOfAFileThatIsReplaced() throws Exception {
        try (watch) {
            Path file = Files.createFile(directory.resolve("door.pem"));
            Path other = Files.createFile(
                    Files.createDirectory(directory.resolve("elsewhere")).resolve("fresh.pem"));
            watch.over(List.of(file));
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void tellsOfALinkThatIsSwitched() throws Exception {
        try (watch) {
            Files.writeString(directory.resolve("1.pem"), "one");
            Files.writeString(directory.resolve("2.pem"), "two");
            Path file = Files.createSymbolicLink(directory.resolve("door.pem"), Path.of("1.pem"));
            Path next = Files.createSymbolicLink(directory.resolve("next"), Path.of("2.pem"));
            watch.over(List.of(file));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void isNotConcernedWithOtherFilesOfTheDirectory() throws Exception {
        try (watch) {
            Path file = Files.createFile(directory.resolve("door.pem"));
            watch.over(List.of(file));
            Files.writeString(directory.resolve("store.db"), "busy");
            assertThat(watch.await(LONG)).isFalse();
        }
    }

    @Test
    void forgetsWhatIsNoLongerWatched() throws Exception {
        try (watch) {
            Path file = Files.createFile(directory.resolve("door.pem"));
            Path other = Files.createFile(
                    Files.createDirectory(directory.resolve("elsewhere")).resolve("other.pem"));
            watch.over(List.of(file));
            watch.over(List.of(other));
            Files.writeString(file, "new");
            Files.writeString(other, "new");
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() throws Exception {
        try (watch) {
            watch.over(List.of(directory.resolve("missing/door.pem")));
            assertThat(watch.await(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void endsOnceClosed() throws IOException {
        watch.over(List.of(directory.resolve("door.pem")));
        watch.close();
        assertThatExceptionOfType(ClosedWatchServiceException.class).isThrownBy(() -> watch.await(LONG));
    }
}
