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

    static final String HOW_TO_CONNECT = """

            This is the bundled default: domain localhost, on this machine only, registration open.
            To try it, open http://localhost:5280/ in two browser windows, create an account in each, and chat.
            Or take any XMPP client and register an account such as alice@localhost:
              server 127.0.0.1, port 5222 (STARTTLS) or 5223 (TLS from the first byte),
              or a WebSocket at ws://localhost:5280/ws-xmpp or wss://localhost:5285/ws-xmpp;
              the certificate is self-signed, so let the client trust data/localhost.pem.
            Components connect to port 8888; the password is secret.
            How the server is: http://localhost:5551/status, as admin with the password secret.
            GraphQL, and a page to try it: http://localhost:5551/api/graphql, as the same admin; ./vestibule ctl --help for a shell.
            REST: http://localhost:8088/api-docs for the same admin, http://localhost:8089/api-docs for users.
            For a configuration of your own: ./vestibule check --config FILE, then ./vestibule --config FILE.

            """;

    private Bundled() {}

    /** Reads it for the working directory, where a first start makes a certificate. */
    static Reading read() {
        return read(Path.of("").toAbsolutePath());
    }

    /** Where no certificate can be made, that is said, and the reading tells of every listener that lacks one. */
    static Reading read(Path directory) {
        certificate(directory.resolve("data").resolve("localhost.pem"));
        return Config.read(text(), directory, "bundled " + NAME);
    }

    /** Reads it without TLS, for whoever only wants to know where its admin endpoint is: so no files are needed, or made. */
    static Reading readInTheClear() {
        return Config.read(
                text().replaceAll("(?m)^\\s*tls\\..*$", ""), Path.of("").toAbsolutePath(), "bundled " + NAME);
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
                System.err.println("cannot make a certificate in " + file + ": " + e);
            }
        }
    }
}
