package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code ./vestibule} in a process of its own. What it says on stderr goes to a file. */
final class Program implements AutoCloseable {
    private static final Pattern BOUND = Pattern.compile("listen\\.(\\w+)\\[\\d+] +([\\d.]+):(\\d+)");

    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    private Program(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        out = process.inputReader();
    }

    /**
     * @param directory where it starts, and its stderr is kept
     */
    static Program start(Path directory, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(Checkout.file("vestibule").toString()));
        line.addAll(List.of(arguments));
        return start(directory, line, Map.of());
    }

    private static Program start(Path directory, List<String> line, Map<String, String> environment)
            throws IOException {
        Path errors = Files.createTempFile(directory, "stderr", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), errors);
    }

    /** A server that is ready, and the addresses it has printed, taken for doors without TLS. */
    record Ready(Program program, List<Site.Door> doors) implements AutoCloseable {
        Wire connect() throws IOException {
            return new Wire(doors.getFirst());
        }

        @Override
        public void close() {
            program.close();
        }
    }

    static Ready serve(Path directory, Path file) throws IOException {
        return serve(directory, file, Map.of());
    }

    static Ready serve(Path directory, Path file, Map<String, String> environment) throws IOException {
        return ready(start(
                directory,
                List.of(Checkout.file("vestibule").toString(), "serve", "--config", file.toString()),
                environment));
    }

    private static Ready ready(Program program) throws IOException {
        List<Site.Door> doors = new ArrayList<>();
        String line = program.line();
        while (!line.equals("ready")) {
            door(line).ifPresent(doors::add);
            line = program.line();
        }
        return new Ready(program, doors);
    }

    /** None for what is bound for monitoring. */
    private static Optional<Site.Door> door(String line) {
        return BOUND.matcher(line).results().findAny().map(bound -> {
            InetSocketAddress address = new InetSocketAddress(bound.group(2), Integer.parseInt(bound.group(3)));
            return new Site.Door(line, bound.group(1), address, Optional.empty());
        });
    }

    /** The next line on stdout. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("it stopped: " + errors());
        }
        return line;
    }

    /** Reads on; false if it stops before it is ready. */
    boolean untilReady() throws IOException {
        String line = out.readLine();
        while (line != null && !line.equals("ready")) {
            line = out.readLine();
        }
        return line != null;
    }

    /** All that is left on stdout, once it is closed. */
    String rest() throws IOException {
        return out.readAllAsString();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Where that is. */
    Path log() {
        return errors;
    }

    long pid() {
        return process.pid();
    }

    /** @param name such as {@code HUP} */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    /** SIGTERM. */
    void signal() {
        // Not the process's own: that closes our ends of its streams, too.
        assertThat(process.toHandle().destroy()).isTrue();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int exit() throws InterruptedException {
        assertThat(process.waitFor(Patience.LONGEST.toMillis(), MILLISECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
