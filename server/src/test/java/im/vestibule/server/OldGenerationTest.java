package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldGenerationTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "128,   0, false",
        "129,   0, true",
        "129,  20, true",
        "129,  33, false",
        "132,  33, false",
        "133,  33, true",
        "400, 100, false",
        "401, 100, true"
    })
    void isOutOfProportionAboveTheFloorAndFourTimesWhatIsAlive(long used, long left, boolean expected) {
        assertThat(OldGeneration.isOutOfProportion(used * MIB, left * MIB)).isEqualTo(expected);
    }

    /** In a JVM of its own, as this one's collector is another. */
    @Test
    void isCollectedLongBeforeTheHeapIsFull() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn16m",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hoard.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readAllAsString()).endsWith("collected at 160 MiB\n");
        assertThat(process.waitFor()).isZero();
    }

    /** Drops 160 MiB, far less than the heap may have, and waits until they are gone. */
    static final class Hoard {
        private static final int BOULDER = 16 * MIB;
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        public static void main(String... arguments) {
            OldGeneration.ofSerial().orElseThrow().keep();
            int dropped = 0;
            for (int i = 0; i < 10; i++) {
                // Too large for the young generation, so it is made here.
                dropped += new byte[BOULDER].length;
            }
            await().atMost(PATIENCE).until(() -> collections() > 0);
            System.out.println("collected at " + dropped / MIB + " MiB");
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> collector.getName().equals("MarkSweepCompact"))
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }
    }
}
