package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in sources that nothing was built of: what it builds is less than what the tests need. */
class FirstStartIT {
    private static final long MINUTES = 5;

    /** What a fresh clone has not got, or the launcher not a use for. */
    private static final Set<String> LEFT_OUT = Set.of(".git", "target", "node_modules");

    @TempDir
    private Path directory = Path.of("");

    /** Two at a time, as when somebody tries {@code ctl} while the server is still being built: one of them builds. */
    @Test
    void buildsWhatItNeedsOnce() throws Exception {
        Path sources = directory.resolve("sources");
        copy(Checkout.file(""), sources);
        List<Path> logs = List.of(directory.resolve("one"), directory.resolve("other"));
        List<Process> processes = new ArrayList<>();
        try {
            for (Path log : logs) {
                processes.add(start(sources, log));
            }
            for (int i = 0; i < logs.size(); i++) {
                assertThat(processes.get(i).waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
                assertThat(processes.get(i).exitValue())
                        .as(Files.readString(logs.get(i)))
                        .isZero();
            }
        } finally {
            processes.forEach(FirstStartIT::end);
        }
        String said = Files.readString(logs.getFirst()) + Files.readString(logs.getLast());
        assertThat(said)
                .containsOnlyOnce("Built.")
                .containsOnlyOnce("Rehearsing once")
                .doesNotContain("failed");
    }

    private static Process start(Path sources, Path log) throws IOException {
        return new ProcessBuilder(sources.resolve("vestibule").toString(), "version")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(from)
                        && LEFT_OUT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
