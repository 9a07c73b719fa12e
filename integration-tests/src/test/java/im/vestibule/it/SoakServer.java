package im.vestibule.it;

import im.vestibule.load.Security;
import im.vestibule.load.Target;
import im.vestibule.load.Transport;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server of a soak: {@code ./vestibule} in a process of its own, which can be killed and comes back with what it has kept, at the same doors. Where
 * PostgreSQL is installed, a second domain has its accounts there.
 */
final class SoakServer implements Chaos.Victim, AutoCloseable {
    static final String DOMAIN = "door.test";

    /** Accounts of this domain are in PostgreSQL. */
    static final String FAR = "far.test";

    /** Loopback addresses that load comes from: ports of closed connections are not free at once. */
    private static final int SOURCES = 16;

    /**
     * The JDK keeps the last 750 certificates that it has read, as long as there is memory that nobody needs; with a new one every few seconds that would
     * be all that is seen to grow.
     */
    private static final String OPTIONS = "-XX:NativeMemoryTracking=summary -XX:SoftRefLRUPolicyMSPerMB=1";

    private static final String FAR_TOML = """
            [[host_config]]
              host = "far.test"
              auth = {password = {format = "plain"}, rdbms = {}}
            [outgoing_pools.rdbms.default]
              workers = 4
              call_timeout = 20_000
            """;

    private final Path directory;
    private final Path file;
    private final Optional<Postgres> postgres;
    private final int clear = Ports.free();
    private final int tls = Ports.free();
    private final int web = Ports.free();
    private final int admin = Ports.free();
    private final int metrics = Ports.free();
    private @Nullable Program program;

    private SoakServer(Path directory, Optional<Postgres> postgres) throws IOException {
        this.directory = directory;
        this.postgres = postgres;
        file = directory.resolve("soak.toml");
        Files.createDirectories(directory.resolve("live"));
        renew();
        Files.writeString(file, toml());
    }

    /** Not started yet. */
    static SoakServer in(Path directory) throws IOException, InterruptedException {
        Optional<Postgres> postgres = Optional.empty();
        if (Programs.find("initdb").isPresent()) {
            Postgres started = new Postgres();
            started.start();
            started.makeTable();
            postgres = Optional.of(started);
        } else if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError("PostgreSQL is not installed; see .ci/run");
        } else {
            System.err.println("SKIPPED accounts in PostgreSQL: install it to soak them, too");
        }
        return new SoakServer(directory, postgres);
    }

    private String toml() throws IOException {
        try (InputStream in = Objects.requireNonNull(SoakServer.class.getResourceAsStream("/soak.toml"))) {
            String near = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("METRICS", Integer.toString(metrics))
                    .replace("CLEAR", Integer.toString(clear))
                    .replace("TLS", Integer.toString(tls))
                    .replace("WEB", Integer.toString(web))
                    .replace("ADMIN", Integer.toString(admin));
            return postgres.map(database -> near.replace("[\"door.test\"]", "[\"door.test\", \"far.test\"]")
                            + FAR_TOML
                            + database.pool("query_timeout = 2_000", "max_start_interval = 1"))
                    .orElse(near);
        }
    }

    List<String> domains() {
        return postgres.isPresent() ? List.of(DOMAIN, FAR) : List.of(DOMAIN);
    }

    Optional<Postgres> postgres() {
        return postgres;
    }

    /** The embedded store. */
    Path store() {
        return directory.resolve("data/vestibule.sqlite");
    }

    @Override
    public List<Way> ways() {
        return List.of(new Way(loopback(clear), ""), new Way(loopback(web), "/ws-xmpp"));
    }

    /** Where clients come in by TCP, without TLS unless they ask for it. */
    Site.Door door() {
        return new Site.Door("clear", loopback(clear), Optional.empty());
    }

    InetSocketAddress secure() {
        return loopback(tls);
    }

    /** Every way in that load knows. */
    List<Target> targets() {
        Target near = Target.tcp("127.0.0.1", clear, DOMAIN).from(SOURCES);
        Target http = Target.tcp("127.0.0.1", web, DOMAIN).from(SOURCES);
        return List.of(
                near,
                near.with(Security.STARTTLS),
                direct(),
                http.with(Transport.WEBSOCKET, "/ws-xmpp"),
                http.with(Transport.BOSH, "/http-bind"));
    }

    Target direct() {
        return Target.tcp("127.0.0.1", tls, DOMAIN).from(SOURCES).with(Security.DIRECT);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    RestCaller administrator(HttpClient client) {
        return RestCaller.at(client, new Site.Door("admin", "http", loopback(admin), Optional.empty()), "/api")
                .as("admin", "admin-secret");
    }

    Figures figures() throws IOException, InterruptedException {
        return Figures.at(metrics);
    }

    private Program program() {
        return Objects.requireNonNull(program, "not started");
    }

    long pid() {
        return program().pid();
    }

    /** What this process has logged so far. */
    Path log() {
        return program().log();
    }

    @Override
    public void start() throws IOException {
        program = Program.serve(directory, file, Map.of("VESTIBULE_JAVA_OPTS", OPTIONS))
                .program();
    }

    @Override
    public void kill() throws InterruptedException {
        program().kill();
    }

    /** Has it read its configuration again. */
    void hangUp() throws IOException, InterruptedException {
        program().signal("HUP");
    }

    /** The exit code after SIGTERM. */
    int stop() throws InterruptedException {
        program().signal();
        return program().exit();
    }

    /** Puts a fresh certificate in the place of the one that is there. */
    void renew() throws IOException {
        Path fresh = directory.resolve("fresh.pem");
        SelfSigned.write(fresh, List.of(DOMAIN), Instant.now());
        Files.move(fresh, certificate(), StandardCopyOption.ATOMIC_MOVE);
    }

    Path certificate() {
        return directory.resolve("live/door.pem");
    }

    @Override
    public void close() throws IOException {
        if (program != null) {
            program.close();
        }
        if (postgres.isPresent()) {
            postgres.get().thaw();
            postgres.get().close();
        }
    }
}
