package im.vestibule.it;

import im.vestibule.config.TlsSpec.Mode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Another house's server in a process of its own, on an address of loopback that is its alone. */
final class Neighbour implements Closeable {
    private static final int S2S = 5269;
    private static final int C2S = 5222;

    private final Path directory;
    private final String domain;
    private final String address;
    private final Process process;

    private Neighbour(Path directory, String domain, String address, Process process) {
        this.directory = directory;
        this.domain = domain;
        this.address = address;
        this.process = process;
    }

    /**
     * What it is to be.
     *
     * @param trusted whether it wants certificates that are believed, rather than just TLS
     * @param bidi whether its streams go both ways (XEP-0288), if it can do that
     * @param ours domain that it finds at {@code place}
     */
    record Wish(String domain, String address, boolean trusted, boolean bidi, String ours, InetSocketAddress place) {}

    /** Prosody, of Debian's package of that name. Our port has to be 5269. */
    static Neighbour prosody(Wish wish, Authority authority) throws IOException {
        Path directory = Files.createTempDirectory("prosody");
        authority.write(directory, wish.domain());
        Files.writeString(
                directory.resolve("hosts"), wish.place().getAddress().getHostAddress() + " " + wish.ours() + "\n");
        Files.writeString(directory.resolve("prosody.cfg.lua"), """
                run_as_root = true
                daemonize = false
                pidfile = "%1$s/prosody.pid"
                data_path = "%1$s/data"
                interfaces = { "%2$s" }
                local_interfaces = { "%2$s" }
                modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "dialback"; "ping"; "smacks"; "register"; %5$s"posix" }
                authentication = "internal_plain"
                allow_registration = true
                s2s_require_encryption = true
                s2s_secure_auth = %4$s
                storage = "internal"
                log = { debug = "%1$s/log" }
                unbound = { hoststxt = "%1$s/hosts" }
                ssl = { certificate = "%1$s/own.pem"; key = "%1$s/own.pem"; cafile = "%1$s/ca.pem" }
                certificates = "%1$s"
                VirtualHost "%3$s"
                  ssl = { certificate = "%1$s/own.pem"; key = "%1$s/own.pem"; cafile = "%1$s/ca.pem" }
                """.formatted(
                        directory, wish.address(), wish.domain(), wish.trusted(), wish.bidi() ? "\"s2s_bidi\"; " : ""));
        Files.createDirectories(directory.resolve("data"));
        return start(
                wish,
                directory,
                Map.of(),
                List.of(
                        Programs.find("prosody").orElseThrow().toString(),
                        "--config",
                        directory.resolve("prosody.cfg.lua").toString(),
                        "-F"));
    }

    /** ejabberd, of Debian's package of that name. Our domain has to be one that the system finds. */
    static Neighbour ejabberd(Wish wish, Authority authority) throws IOException {
        Path directory = Files.createTempDirectory("ejabberd");
        authority.write(directory, wish.domain());
        Files.writeString(directory.resolve("ejabberd.yml"), """
                loglevel: debug
                log_rotate_count: 0
                hosts: ["%3$s"]
                certfiles: ["%1$s/own.pem"]
                ca_file: "%1$s/ca.pem"
                auth_method: [internal]
                auth_password_format: plain
                s2s_use_starttls: required
                s2s_cafile: "%1$s/ca.pem"
                outgoing_s2s_port: %4$d
                outgoing_s2s_families: [ipv4]
                registration_timeout: infinity
                listen:
                  - { port: 5222, ip: "%2$s", module: ejabberd_c2s, starttls: true, access: all }
                  - { port: 5269, ip: "%2$s", module: ejabberd_s2s_in }
                modules:
                  mod_roster: {}
                  mod_disco: {}
                  mod_ping: {}
                  mod_register: { access: all, ip_access: all, allow_modules: all }
                  mod_s2s_dialback: {}
                """.formatted(
                        directory, wish.address(), wish.domain(), wish.place().getPort()));
        return start(
                wish,
                directory,
                Map.of(
                        "EJABBERD_CONFIG_PATH",
                                directory.resolve("ejabberd.yml").toString(),
                        "EJABBERD_LOG_PATH", directory.resolve("log").toString(),
                        "ERL_LIBS", "/usr/lib/x86_64-linux-gnu",
                        "ERL_CRASH_DUMP_BYTES", "0",
                        "HOME", directory.toString()),
                List.of(
                        Programs.find("erl").orElseThrow().toString(),
                        "-noinput",
                        "-mnesia",
                        "dir",
                        "\"" + directory.resolve("spool") + "\"",
                        "-s",
                        "ejabberd"));
    }

    private static Neighbour start(Wish wish, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("stdout").toFile());
        builder.environment().putAll(environment);
        Neighbour neighbour = new Neighbour(directory, wish.domain(), wish.address(), builder.start());
        try {
            Awaitility.await().atMost(Patience.LONGEST).until(() -> neighbour.answers(S2S) && neighbour.answers(C2S));
        } catch (RuntimeException failure) {
            String log = neighbour.log();
            neighbour.close();
            throw new AssertionError(command + " did not start:\n" + log, failure);
        }
        return neighbour;
    }

    private boolean answers(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    String domain() {
        return domain;
    }

    InetSocketAddress place() {
        return new InetSocketAddress(address, S2S);
    }

    /** For its own users. */
    Site.Door door() {
        return new Site.Door(domain, new InetSocketAddress(address, C2S), Optional.of(Mode.STARTTLS));
    }

    /** What it has said so far. */
    String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("stdout", "log")) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Neighbour::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
