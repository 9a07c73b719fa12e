package im.vestibule.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StderrTest {
    /** A disk that is full for a while. */
    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean full;

        @Override
        public void write(int character) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            written.write(character);
        }
    }

    @Test
    void r08LosesAndCountsWhatCannotBeWrittenAndGoesOn() throws IOException {
        Disk disk = new Disk();
        try (Stderr stderr = new Stderr(disk)) {
            long before = Stderr.lost();
            stderr.write("one\n".getBytes(UTF_8));
            disk.full = true;
            stderr.write("two\n".getBytes(UTF_8));
            stderr.write("three\n".getBytes(UTF_8));
            disk.full = false;
            stderr.write("four\n".getBytes(UTF_8));

            assertThat(disk.written).hasToString("one\nfour\n");
            assertThat(Stderr.lost()).isEqualTo(before + 2);
        }
    }
}
