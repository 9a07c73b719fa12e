package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundledTest {
    @TempDir
    private Path directory;

    @Test
    void makesTheCertificateThatItNames() {
        assertThat(Bundled.read(directory).config()).isPresent();
        assertThat(directory.resolve("data/localhost.pem")).isNotEmptyFile();
    }

    @Test
    void cannotBeUsedWhereNothingCanBeWritten() throws IOException {
        Files.writeString(directory.resolve("data"), "in the way");

        Reading reading = Bundled.read(directory);

        assertThat(reading.config()).isEmpty();
        assertThat(reading.problems()).extracting(Problem::key).contains("listen.c2s[0].tls.certfile");
    }
}
