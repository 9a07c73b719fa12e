package im.vestibule.server.ctl;

import im.vestibule.config.Secret;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whoever typed the command, and the files that he names. */
final class Terminal implements Sources {
    /** Set by the launcher, which can tell whether standard output goes there. */
    private static final String OUTPUT = "vestibule.terminal";

    private static final String PASSWORD = "VESTIBULE_CTL_PASSWORD";

    /** Bytes of a file or of standard input. */
    private static final int MOST = 1 << 20;

    static boolean isRead() {
        return Boolean.getBoolean(OUTPUT);
    }

    @Override
    public String input(String prompt) throws IOException {
        Optional<Secret> asked = prompt.isEmpty() ? Optional.empty() : ask(prompt);
        return asked.isPresent() ? asked.get().reveal() : text(System.in);
    }

    @Override
    public String file(String name) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return text(in);
        }
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new IOException("it is longer than " + MOST + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Optional<Secret> ask(String what) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s: ", what))
                .map(typed -> new Secret(new String(typed)));
    }

    /**
     * The password of whoever logs in.
     *
     * @throws IOException if there is none to be had
     */
    Secret password(String user, Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            return new Secret(file(file.get().toString()).lines().findFirst().orElse(""));
        }
        String known = System.getenv(PASSWORD);
        return known != null
                ? new Secret(known)
                : ask("password of " + user)
                        .orElseThrow(() ->
                                new IOException("there is no terminal to type it; use --password-file or " + PASSWORD));
    }
}
