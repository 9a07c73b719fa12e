package im.vestibule.services.program;

import im.vestibule.services.log.Tap;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a program writes to its standard error output, as lines of our log. Until it was told a password it can only speak of
 * itself, which is a warning; from then on its lines may tell what it was told, and are for those who ask for {@code info}.
 */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    /** Characters of a line; the rest is dropped. */
    static final int LONGEST = 500;

    private final String backend;
    private final Tap tap;

    /**
     * @param tap shared by all processes of the program
     */
    Complaints(String backend, Tap tap) {
        this.backend = backend;
        this.tap = tap;
    }

    /** Reads to the end, which is that of the process. */
    void read(InputStream in, BooleanSupplier mayHoldSecrets) {
        StringBuilder line = new StringBuilder();
        char[] chunk = new char[1024];
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        tell(line, mayHoldSecrets);
                    } else if (line.length() < LONGEST) {
                        line.append(chunk[i]);
                    }
                }
            }
        } catch (IOException _) {
            // Killed: as good an end as any.
        }
        tell(line, mayHoldSecrets);
    }

    private void tell(StringBuilder line, BooleanSupplier mayHoldSecrets) {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        Level level = mayHoldSecrets.getAsBoolean() ? Level.INFO : Level.WARN;
        if (LOG.isEnabledForLevel(level)) {
            tap.take(System.nanoTime())
                    .ifPresent(unreported -> LOG.atLevel(level)
                            .addKeyValue("backend", backend)
                            .addKeyValue("line", text)
                            .addKeyValue("unreported", unreported)
                            .log("program_says"));
        }
    }
}
