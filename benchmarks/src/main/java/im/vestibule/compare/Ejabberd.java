package im.vestibule.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's ejabberd, without busy waiting of its schedulers, which would take processor time from the load driver.
 *
 * @param work for its files
 */
record Ejabberd(Path work) implements Peer {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Path LIBRARIES = Path.of("/usr/lib");

    @Override
    public String name() {
        return "ejabberd";
    }

    @Override
    public Running start(Passwords passwords, int accounts) throws IOException, InterruptedException {
        Ports ports = new Ports();
        Configuration configuration = Configuration.in(work, name(), ports);
        configuration.set("format", passwords.name().toLowerCase(Locale.ROOT));
        Path file = configuration.write("ejabberd.yml");
        Path directory = configuration.directory();
        Program program = Program.start(command(directory, passwords, accounts), directory, environment(file));
        program.await(() -> Files.exists(directory.resolve("registered")) && ports.answers(Entrance.WEBSOCKET), START);
        return new Running(program, ports, new Paths("/ws", "/bosh", true));
    }

    private static List<String> command(Path directory, Passwords passwords, int accounts) {
        String kept = switch (passwords) {
            case PLAIN -> "<<\"secret\">>";
            case SCRAM -> "ejabberd_auth:password_to_scram(<<\"localhost\">>, <<\"secret\">>)";
        };
        return List.of(
                "erl",
                "+K",
                "true",
                "+P",
                "1000000",
                "+Q",
                "65536",
                "+sbwt",
                "none",
                "+sbwtdcpu",
                "none",
                "+sbwtdio",
                "none",
                "-noinput",
                "-mnesia",
                "dir",
                "\"" + directory.resolve("spool") + "\"",
                "-s",
                "ejabberd",
                "-eval",
                register(kept, accounts));
    }

    /** Accounts go straight into its table. */
    private static String register(String kept, int accounts) {
        return """
            P = %s,
            [mnesia:dirty_write({passwd, {<<"user", (integer_to_binary(I))/binary>>, <<"localhost">>}, P})
             || I <- lists:seq(1, %d)],
            mnesia:sync_log(),
            file:write_file("registered", "").
            """.formatted(kept, accounts);
    }

    private static Map<String, String> environment(Path file) throws IOException {
        Path directory = file.resolveSibling("log");
        Files.createDirectories(directory);
        return Map.of(
                "EJABBERD_CONFIG_PATH",
                file.toString(),
                "EJABBERD_LOG_PATH",
                directory.resolve("ejabberd.log").toString(),
                "ERL_LIBS",
                libraries(),
                "ERL_CRASH_DUMP_BYTES",
                "0",
                "HOME",
                file.resolveSibling("").toString());
    }

    /** Where Debian has put it, which depends on the processor. */
    private static String libraries() throws IOException {
        try (Stream<Path> directories = Files.list(LIBRARIES)) {
            return directories
                    .filter(directory -> directory.getFileName().toString().endsWith("-linux-gnu"))
                    .findFirst()
                    .orElse(LIBRARIES)
                    .toString();
        }
    }
}
