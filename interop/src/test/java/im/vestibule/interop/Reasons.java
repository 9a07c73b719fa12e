package im.vestibule.interop;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Why tests may fail although the server does as it should: what Smack's test gets wrong, or that it does not ask for what
 * the server never said that it has. Kept in {@code reasons.properties}, by {@code Class}, {@code Class.method} or
 * {@code Class.method/way}.
 */
final class Reasons {
    private final Properties known;

    private Reasons(Properties known) {
        this.known = known;
    }

    static Reasons read() throws IOException {
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(Reasons.class.getResourceAsStream("/reasons.properties")),
                StandardCharsets.UTF_8)) {
            return read(file);
        }
    }

    static Reasons read(Reader file) throws IOException {
        Properties known = new Properties();
        known.load(file);
        return new Reasons(known);
    }

    /** The one for this very test, else for its class. */
    Optional<String> of(Row row) {
        return Optional.ofNullable(known.getProperty(row.test() + "/" + row.way()))
                .or(() -> Optional.ofNullable(known.getProperty(row.test())))
                .or(() -> Optional.ofNullable(known.getProperty(row.tests())));
    }
}
