package im.vestibule.it;

import static im.vestibule.it.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** HAProxy in a process of its own, with entrances on free ports of 127.0.0.1. */
final class HaProxy implements AutoCloseable {
    private static final String DEFAULTS = """
            defaults
              mode tcp
              timeout connect 30s
              timeout client 60s
              timeout server 60s
            """;

    private final Path directory;
    private final StringBuilder configuration = new StringBuilder(DEFAULTS);
    private final Map<String, InetSocketAddress> entrances = new LinkedHashMap<>();
    private int servers;
    private Process process;

    /**
     * Does not start yet.
     *
     * @param directory where it reads its files
     */
    @SuppressWarnings("NullAway.Init") // Until it is started there is none.
    HaProxy(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds an entrance.
     *
     * @param bind what comes behind the address of {@code bind}
     * @param door where it leads
     * @param server what comes behind the address of {@code server}
     */
    HaProxy entrance(String name, String bind, Site.Door door, String server) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        entrances.put(name, address);
        configuration
                .append("listen ")
                .append(name)
                .append("\n  unique-id-format test-%pid-%rt\n  bind ")
                .append(text(address))
                .append(' ')
                .append(bind)
                .append('\n');
        return server(door, server);
    }

    /** Adds a server to the last entrance. */
    HaProxy server(Site.Door door, String options) {
        configuration
                .append("  server s")
                .append(++servers)
                .append(' ')
                .append(text(door.address()))
                .append(' ')
                .append(options)
                .append('\n');
        return this;
    }

    /** Adds a line to the last entrance. */
    HaProxy line(String text) {
        configuration.append("  ").append(text).append('\n');
        return this;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Returns once it listens; all of its entrances at once. */
    HaProxy start() throws IOException {
        InetSocketAddress ready = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        configuration.append("frontend ready\n  bind ").append(text(ready)).append('\n');
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        Path errors = directory.resolve("haproxy.err");
        process = new ProcessBuilder(Programs.find("haproxy").orElseThrow().toString(), "-db", "-f", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        await().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(errors));
            }
            try (Socket probe = new Socket()) {
                probe.connect(ready);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return this;
    }

    InetSocketAddress address(String entrance) {
        return Objects.requireNonNull(entrances.get(entrance), entrance);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
