package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database server in a process of its own, with an empty database in a directory of its own, at a free port of 127.0.0.1.
 * It can be killed, frozen, and started again with what it has kept.
 */
public abstract sealed class DatabaseServer implements AutoCloseable permits Postgres, MariaDb {
    public static final String NAME = "vestibule";
    public static final String PASSWORD = "qzjxkw-database";

    /** Who must show a certificate, if there is such a user. */
    static final String SEALED = "sealed";

    private final Path directory;
    private final String account;
    private final int port;
    private final List<String> options = new ArrayList<>();
    private Process process;

    /**
     * @param account of the system that the server runs as where we are root, which it refuses
     */
    @SuppressWarnings("NullAway.Init") // Until it is started there is none.
    DatabaseServer(String account) throws IOException {
        this.account = account;
        directory = Files.createTempDirectory(account);
        own(directory);
        port = Ports.free();
    }

    /** The name of the driver in our files, and of the schema. */
    public abstract String driver();

    abstract List<String> command();

    abstract String url(String database);

    public final int port() {
        return port;
    }

    final Path directory() {
        return directory;
    }

    final List<String> options() {
        return List.copyOf(options);
    }

    /** Further options of the command, from the next start on. */
    final void option(String... more) {
        options.addAll(List.of(more));
    }

    /** A file in the server's directory that only the server reads. */
    final Path file(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        own(file);
        return file;
    }

    private void own(Path file) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Process launch(List<String> command) throws IOException {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=" + account, "--regid=" + account, "--clear-groups"));
        }
        line.addAll(command);
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    /** Runs a program of the server's to its end. */
    final void run(String... command) throws IOException, InterruptedException {
        if (launch(List.of(command)).waitFor() != 0) {
            throw new AssertionError(log());
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Returns once it lets us in. */
    public final void start() throws IOException {
        process = launch(command());
        await().until(() -> {
            if (!process.isAlive()) {
                // What a killed server left behind may be in the way for a moment.
                process = launch(command());
            }
            try (Connection connection = connect()) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        });
    }

    final Connection connect() throws SQLException {
        return connect(NAME);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), NAME, PASSWORD);
    }

    public final void execute(String... statements) {
        executeIn(NAME, statements);
    }

    public final void executeIn(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The statement that keeps everybody else from reading the table. */
    abstract String lock();

    /** Nobody else can read the table until the connection is closed. */
    public final Connection locked() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock());
        }
        return connection;
    }

    /** The only value of a query. */
    public final @Nullable String one(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes the table that operators are told to make. */
    public final void makeTable() throws IOException {
        execute(Files.readString(Checkout.file("docs/schema/" + driver() + ".sql")));
    }

    /** The pool that the method rdbms uses, in TOML. */
    final String pool(String... more) {
        return """
                [outgoing_pools.rdbms.default.connection]
                  driver = "%s"
                  host = "127.0.0.1"
                  port = %d
                  database = "%s"
                  username = "%s"
                  password = "%s"
                """.formatted(driver(), port, NAME, NAME, PASSWORD) + String.join("\n", more) + "\n";
    }

    /** As {@code kill -9}, with all that it has started. */
    final void kill() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** It stays connected and does nothing more. */
    final void freeze() {
        all().forEach(one -> signal("-STOP", one));
    }

    final void thaw() {
        all().forEach(one -> signal("-CONT", one));
    }

    private static void signal(String name, ProcessHandle to) {
        try {
            // One that has ended meanwhile is as quiet as can be.
            int _ = new ProcessBuilder("kill", name, Long.toString(to.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public final void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
