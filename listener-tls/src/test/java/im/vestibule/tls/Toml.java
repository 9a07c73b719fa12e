package im.vestibule.tls;

import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.config.TlsSpec;
import java.nio.file.Path;
import java.util.List;

/** A C2S listener's {@code tls} table as an operator writes it. */
final class Toml {
    private final Reading reading;

    /**
     * @param lines of the table; relative paths start at the directory
     */
    Toml(Path directory, List<String> lines) {
        String file = """
                [general]
                  hosts = ["door.test"]
                  default_server_domain = "door.test"
                [auth.internal]
                [[listen.c2s]]
                  port = 0
                  [listen.c2s.tls]
                    %s
                """.formatted(String.join("\n    ", lines));
        reading = Config.read(file, directory, "door.toml");
    }

    /** What the file says by itself. */
    List<String> problems() {
        return reading.problems().stream().map(Problem::fault).toList();
    }

    TlsSpec spec() {
        Config config = reading.config().orElseThrow(() -> new AssertionError(problems()));
        return config.listen().c2s().getFirst().tls().orElseThrow();
    }
}
