package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The time of day as a process in the hands of libfaketime is told it: that of the machine until it {@link #jump}s. Timers, which go by the
 * monotonic clock, notice nothing, as when somebody sets the machine's clock.
 */
final class WallClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path file;
    private final Path library;

    private WallClock(Path file, Path library) {
        this.file = file;
        this.library = library;
    }

    /** Skips the test, but not in CI, where libfaketime is not installed. */
    static WallClock in(Path directory) throws IOException {
        Optional<Path> library = library();
        Outside.require(library.isPresent(), "libfaketime, of the package faketime");
        WallClock clock = new WallClock(directory.resolve("clock"), library.orElseThrow());
        clock.jump(Duration.ZERO);
        return clock;
    }

    /** For each architecture there is a directory. */
    private static Optional<Path> library() throws IOException {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            return architectures
                    .map(each -> each.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    /** A program that becomes the one it is given, which then goes by this clock. */
    List<String> wrapper() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Which would have timers expire at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /** Will be that much ahead of the machine's within a second or two, or behind. */
    void jump(Duration ahead) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, String.format("%+d\n", ahead.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
