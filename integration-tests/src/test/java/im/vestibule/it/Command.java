package im.vestibule.it;

import im.vestibule.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command line in a process of its own, for what only a process can show: signals and exit codes. */
final class Command implements AutoCloseable {
    private static final Pattern BOUND = Pattern.compile("(listen\\.\\S+|metrics)\\s+(\\S+):(\\d+)");

    private final Process process;
    private final BufferedReader out;
    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private Command(Process process) {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Errors go where those of the test go. */
    private static Command start(ProcessBuilder.Redirect errors, String classPath, List<String> arguments)
            throws IOException {
        return start(List.of(), List.of(), errors, classPath, arguments);
    }

    /**
     * @param wrapper a program that becomes the one it is given, such as {@code nice}
     * @param flags of the JVM
     */
    private static Command start(
            List<String> wrapper,
            List<String> flags,
            ProcessBuilder.Redirect errors,
            String classPath,
            List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>(wrapper);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC"));
        line.addAll(flags);
        line.addAll(List.of("-cp", classPath, "im.vestibule.server.Main"));
        line.addAll(arguments);
        return new Command(new ProcessBuilder(line).redirectError(errors).start());
    }

    /**
     * Runs to its end.
     *
     * @return the exit code, then what was printed, errors among it
     */
    static List<String> run(String... arguments) throws IOException, InterruptedException {
        try (Command command = start(ProcessBuilder.Redirect.PIPE, classPath(), List.of(arguments))) {
            List<String> lines = new ArrayList<>(command.out.readAllLines());
            lines.addAll(command.process.errorReader(StandardCharsets.UTF_8).readAllLines());
            lines.addFirst(Integer.toString(command.exit()));
            return lines;
        }
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param errors takes what it prints there
     */
    static Command serve(Path config, Path errors) throws IOException {
        return serve(List.of(), List.of(), classPath(), config, errors);
    }

    /**
     * The same with flags of the JVM.
     *
     * @param wrapper a program that becomes the one it is given; may be none
     */
    static Command serveWith(List<String> wrapper, List<String> flags, Path config, Path errors) throws IOException {
        return serve(wrapper, flags, classPath(), config, errors);
    }

    /**
     * The same by way of another program.
     *
     * @param wrapper that program, which becomes the one it is given
     */
    static Command serve(List<String> wrapper, Path config, Path errors) throws IOException {
        return serve(wrapper, List.of(), classPath(), config, errors);
    }

    /**
     * The same by classes of the server's module that may go away.
     *
     * @param classes where these are put
     */
    static Command serve(Path classes, Path config, Path errors) throws IOException {
        Path built;
        try {
            built = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (Files.isDirectory(built)) {
            copy(built, classes);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(built)) {
                copy(jar.getPath("/"), classes);
            }
        }
        return serve(List.of(), List.of(), classPath().replace(built.toString(), classes.toString()), config, errors);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static Command serve(List<String> wrapper, List<String> flags, String classPath, Path config, Path errors)
            throws IOException {
        Command command = start(
                wrapper,
                flags,
                ProcessBuilder.Redirect.to(errors.toFile()),
                classPath,
                List.of("serve", "--config", config.toString()));
        String line = command.out.readLine();
        while (line != null && !line.equals("ready")) {
            Matcher bound = BOUND.matcher(line);
            if (bound.lookingAt()) {
                InetSocketAddress address = new InetSocketAddress(bound.group(2), Integer.parseInt(bound.group(3)));
                command.addresses.put(bound.group(1), address);
            }
            line = command.out.readLine();
        }
        if (line == null) {
            // Of a device there may be no end.
            String said = Files.isRegularFile(errors) ? Files.readString(errors) : "";
            throw new AssertionError("it did not start: " + said);
        }
        return command;
    }

    /** Where it listens, in the order of the file. Taken for doors without TLS. */
    List<Site.Door> doors() {
        return addresses.entrySet().stream()
                .filter(bound -> bound.getKey().startsWith("listen."))
                .map(bound -> new Site.Door(bound.getKey(), bound.getValue(), Optional.empty()))
                .toList();
    }

    /** Where a listener is, by its key in the file, or {@code metrics}. */
    InetSocketAddress address(String listener) {
        return Objects.requireNonNull(addresses.get(listener), listener);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * @param name such as {@code TERM}
     */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + ": " + code);
        }
    }

    /** The exit code, once it has one. */
    int exit() throws InterruptedException {
        if (!process.waitFor(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
