package im.vestibule.tls;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code openssl} program as a second opinion; without it such a test is skipped loudly, or fails where CI=true. */
final class OpensslProgram {
    private OpensslProgram() {}

    private static Optional<Path> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "openssl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with nothing to read, standard error merged into its output. */
    static Process start(String... arguments) throws IOException {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            String missing = "there is no openssl in PATH";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            System.err.println("SKIPPED: " + missing);
            abort(missing);
        }
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    /** What it prints, once it has ended. */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("openssl does not end");
        }
        return output;
    }
}
