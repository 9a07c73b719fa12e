package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Reading;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The configuration that is used when none is given. */
final class Bundled {
    private static final String NAME = "default.toml";

    private Bundled() {}

    /** Reads it for the working directory, where a first start makes a certificate. */
    static Reading read() {
        Path directory = Path.of("").toAbsolutePath();
        certificate(directory.resolve("data").resolve("localhost.pem"));
        return Config.read(text(), directory, "bundled " + NAME);
    }

    static String text() {
        try (InputStream in = Objects.requireNonNull(Bundled.class.getResourceAsStream("/" + NAME))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void certificate(Path file) {
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(file.getParent());
                SelfSigned.write(file, List.of("localhost"), Instant.now());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a certificate in " + file, e);
            }
        }
    }
}
