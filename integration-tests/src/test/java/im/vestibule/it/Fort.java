package im.vestibule.it;

import static im.vestibule.it.Patience.await;

import im.vestibule.config.Config;
import im.vestibule.config.ListenerSpec;
import im.vestibule.config.TlsSpec;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A server in a process of its own, with the launcher's flags, so that what it takes up is its own. Known by what operators have: the
 * admin API at its door {@code admin}, metrics, the log, and the JVM's management.
 */
final class Fort implements Inside {
    /** As in {@code ./vestibule}, on a machine of this size. */
    private static final List<String> FLAGS =
            List.of("-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-Xmn16m");

    private static final String LEAKS = "io.netty.leakDetection.level";
    private static final String ADMIN = "admin";

    private final Command command;
    private final Path config;
    private final Path log;
    private final Map<String, Site.Door> doors;
    private final HttpClient http = HttpClient.newHttpClient();
    private final GraphQlWire admin;
    private final Jvm jvm;
    private final List<LogLine> kept = new ArrayList<>();
    private long read;

    private Fort(Command command, Path config, Path log, Map<String, Site.Door> doors) throws IOException {
        this.command = command;
        this.config = config;
        this.log = log;
        this.doors = doors;
        admin = GraphQlWire.of(http, Objects.requireNonNull(doors.get(ADMIN))).as("admin", "secret");
        jvm = new Jvm(command.pid());
    }

    /**
     * Starts a server.
     *
     * @param directory with the files that the configuration names
     * @throws AssertionError if it does not start
     */
    static Fort start(Path directory, String toml) throws IOException {
        return start(List.of(), directory, toml);
    }

    /**
     * Starts one that goes by another clock.
     *
     * @throws AssertionError if it does not start
     */
    static Fort start(WallClock clock, Path directory, String toml) throws IOException {
        return start(clock.wrapper(), directory, toml);
    }

    private static Fort start(List<String> wrapper, Path directory, String toml) throws IOException {
        Path config = Files.writeString(directory.resolve("site.toml"), toml);
        Path log = directory.resolve("log");
        Command command = Command.serveWith(wrapper, flags(), config, log);
        Config read = Config.read(toml, directory, "site").config().orElseThrow();
        return new Fort(command, config, log, doors(read, toml, command));
    }

    /** Looks for leaks as closely as this JVM does. */
    private static List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        Optional.ofNullable(System.getProperty(LEAKS)).ifPresent(level -> flags.add("-D" + LEAKS + "=" + level));
        return flags;
    }

    /** By name. */
    private static Map<String, Site.Door> doors(Config config, String toml, Command command) {
        Map<String, Site.Door> doors = new LinkedHashMap<>();
        for (String kind : Site.KINDS) {
            List<String> names = Site.names(toml, kind);
            List<ListenerSpec> specs = config.listen().all().stream()
                    .filter(spec -> spec.kind().equals(kind))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                InetSocketAddress address = command.address("listen." + kind + "[" + i + "]");
                Optional<TlsSpec.Mode> mode = specs.get(i).tls().map(TlsSpec::mode);
                doors.put(names.get(i), new Site.Door(names.get(i), kind, address, mode));
            }
        }
        return doors;
    }

    Map<String, Site.Door> doors() {
        return doors;
    }

    Jvm jvm() {
        return jvm;
    }

    private JsonNode ask(String document) {
        try {
            return admin.ask(document).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void renew(Jid account, String password) {
        ask("mutation { account { removeUser(user: \"" + account + "\") { message } } }");
        JsonNode registered = ask("mutation { account { registerUser(domain: \"" + account.domain() + "\", username: \""
                + account.local() + "\", password: \"" + password + "\") { message } } }");
        if (registered.has("errors")) {
            throw new AssertionError(account + " " + registered);
        }
    }

    @Override
    public Map<Jid, String> sessions() {
        Map<Jid, String> sessions = new LinkedHashMap<>();
        JsonNode all = ask("{ session { listSessions { user ip } } }").at("/data/session/listSessions");
        for (JsonNode session : all) {
            sessions.put(
                    Jid.of(session.path("user").asString()), session.path("ip").asString());
        }
        return sessions;
    }

    Counts counts() {
        try {
            return Counts.at(command.address("metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All but our own, at the door where we ask this. */
    @Override
    public int connections() {
        return connections(counts());
    }

    /** As many as there were at that moment. */
    int connections(Counts counts) {
        String ours = Site.key(doors, ADMIN);
        return (int) counts.sum(
                "vestibule_connections_open",
                labels -> labels.getOrDefault("listener", "").startsWith("listen.")
                        && !ours.equals(labels.get("listener")));
    }

    /**
     * What is left after a collection.
     *
     * @param counts of this moment
     */
    Footprint footprint(Counts counts) {
        return new Footprint(jvm.heap(), buffers(counts), (long) counts.sum("process_files_open_files"), jvm.threads());
    }

    /** Bytes that Netty's buffers are made of. */
    static long buffers(Counts counts) {
        return (long) counts.sum("vestibule_buffers_bytes", labels -> "direct".equals(labels.get("area")));
    }

    /** Bytes of memory that the process has and that no file stands for, be they the heap's, buffers' or a library's. */
    long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + command.pid() + "/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** What it has logged since the last call. */
    List<LogLine> news() throws IOException {
        List<LogLine> news = new ArrayList<>(kept);
        kept.clear();
        lines().stream().map(LogLine::read).forEach(news::add);
        return news;
    }

    /** Waits until it has logged an event so many times; returns how many times it has. {@link #news} tells of it, too. */
    long awaitLogged(String event, int times) {
        return await().until(() -> logged(event), count -> count >= times);
    }

    private long logged(String event) throws IOException {
        lines().stream().map(LogLine::read).forEach(kept::add);
        return kept.stream().filter(line -> line.event().equals(event)).count();
    }

    private List<String> lines() throws IOException {
        try (FileChannel file = FileChannel.open(log)) {
            file.position(read);
            String text = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            // Of a line that is being written, the rest comes later.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.getBytes(StandardCharsets.UTF_8).length;
            // One that could not be written leaves an empty one.
            return whole.lines().filter(line -> !line.isEmpty()).toList();
        }
    }

    /** Has it read another configuration; returns what it tells whoever asked for that. */
    List<String> reload(String toml) throws IOException, InterruptedException {
        Files.writeString(config, toml);
        command.signal("HUP");
        List<String> said = new ArrayList<>();
        await().until(() -> {
            for (String line : lines()) {
                if (line.startsWith("{")) {
                    kept.add(LogLine.read(line));
                } else {
                    said.add(line);
                }
            }
            return said.stream().anyMatch(line -> line.startsWith("reloaded") || line.startsWith("not reloaded"));
        });
        return said;
    }

    /** Leaves it this many descriptors for the time being. */
    Rlimit descriptors(int spare) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + command.pid() + "/fd"))) {
            Set<Integer> taken = open.map(
                            file -> Integer.valueOf(file.getFileName().toString()))
                    .collect(Collectors.toSet());
            int limit = 0;
            for (int free = 0; free < spare; limit++) {
                free += taken.contains(limit) ? 0 : 1;
            }
            return new Rlimit(command.pid(), "nofile", limit);
        }
    }

    /** Leaves its log no room for the time being. */
    Rlimit fullDisk() throws IOException {
        return new Rlimit(command.pid(), "fsize", Files.size(log));
    }

    /** Asks it to stop and waits until it has; returns its exit code. */
    int terminate() throws IOException, InterruptedException {
        jvm.close();
        command.signal("TERM");
        return command.exit();
    }

    @Override
    public House house() {
        throw new IllegalStateException("it is another process's");
    }

    @Override
    public void close() {
        try {
            jvm.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            http.shutdownNow();
            command.close();
            await().until(() -> !command.isAlive());
        }
    }
}
