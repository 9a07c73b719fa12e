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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command line in a process of its own, for what only a process can show: signals and exit codes. */
final class Command implements AutoCloseable {
    private static final Pattern BOUND = Pattern.compile("(listen\\.\\S+)\\s+(\\S+):(\\d+)");

    private final Process process;
    private final BufferedReader out;
    private final List<Site.Door> doors = new ArrayList<>();

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
        return start(List.of(), errors, classPath, arguments);
    }

    /** @param wrapper a program that becomes the one it is given, such as {@code nice} */
    private static Command start(
            List<String> wrapper, ProcessBuilder.Redirect errors, String classPath, List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>(wrapper);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "im.vestibule.server.Main"));
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
        return serve(List.of(), config, errors);
    }

    /**
     * The same by way of another program.
     *
     * @param wrapper that program, which becomes the one it is given
     */
    static Command serve(List<String> wrapper, Path config, Path errors) throws IOException {
        return serve(wrapper, classPath(), config, errors);
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
        return serve(List.of(), classPath().replace(built.toString(), classes.toString()), config, errors);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static Command serve(List<String> wrapper, String classPath, Path config, Path errors) throws IOException {
        Command command = start(
                wrapper,
                ProcessBuilder.Redirect.to(errors.toFile()),
                classPath,
                List.of("serve", "--config", config.toString()));
        String line = command.out.readLine();
        while (line != null && !line.equals("ready")) {
            Matcher bound = BOUND.matcher(line);
            if (bound.lookingAt()) {
                InetSocketAddress address = new InetSocketAddress(bound.group(2), Integer.parseInt(bound.group(3)));
                command.doors.add(new Site.Door(bound.group(1), address, Optional.empty()));
            }
            line = command.out.readLine();
        }
        if (line == null) {
            throw new AssertionError("it did not start: " + Files.readString(errors));
        }
        return command;
    }

    /** Where it listens, in the order of the file. Taken for doors without TLS. */
    List<Site.Door> doors() {
        return doors;
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
