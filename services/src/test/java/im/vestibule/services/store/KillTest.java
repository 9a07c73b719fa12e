package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that acknowledges what it wrote is killed in the middle of it. */
final class KillTest {
    private static final int ACKNOWLEDGED_BEFORE = 2_000;

    @TempDir
    private Path directory;

    @Test
    void keepsEverythingItAcknowledgedBeforeItWasKilled() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Integer> acknowledged = new HashSet<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // The last line may have been cut off by the kill.
                if (line.endsWith(".")) {
                    acknowledged.add(Integer.valueOf(line.substring(0, line.length() - 1)));
                }
                if (acknowledged.size() == ACKNOWLEDGED_BEFORE) {
                    // By its handle: the process itself would close the pipe that still holds acknowledgements.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE);
        try (Store store = Store.open(directory)) {
            Set<Integer> kept = store.read(handle ->
                    handle.select("SELECT id FROM row").mapTo(Integer.class).set());
            assertThat(kept).containsAll(acknowledged);
        }
    }

    /** Writes from many threads without end and prints each number once its row is acknowledged. */
    static final class Child {
        private static final int CALLERS = 64;

        private Child() {}

        public static void main(String[] args) {
            Store store = Store.open(Path.of(args[0]));
            store.write(handle -> handle.execute("CREATE TABLE row (id INTEGER PRIMARY KEY)"));
            PrintStream out = System.out;
            AtomicInteger next = new AtomicInteger();
            for (int i = 0; i < CALLERS; i++) {
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        int id = next.incrementAndGet();
                        store.write(handle -> handle.execute("INSERT INTO row (id) VALUES (?)", id));
                        out.print(id + ".\n");
                        out.flush();
                    }
                });
            }
        }
    }
}
