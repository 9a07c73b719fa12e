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
        private int room = Integer.MAX_VALUE;

        @Override
        public void write(int character) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            room--;
            written.write(character);
        }
    }

    @Test
    void r08LosesAndCountsWhatCannotBeWrittenAndGoesOn() throws IOException {
        Disk disk = new Disk();
        try (Stderr stderr = new Stderr(disk)) {
            long before = Stderr.lost();
            stderr.write("one\n".getBytes(UTF_8));
            disk.room = 2;
            stderr.write("two\n".getBytes(UTF_8));
            stderr.write("three\n".getBytes(UTF_8));
            disk.room = Integer.MAX_VALUE;
            stderr.write("four\n".getBytes(UTF_8));
            stderr.write("five\n".getBytes(UTF_8));

            assertThat(disk.written).hasToString("one\ntw\nfour\nfive\n");
            assertThat(Stderr.lost()).isEqualTo(before + 2);
        }
    }
}
