package im.vestibule.it;

import im.vestibule.config.Config;
import im.vestibule.config.ListenerSpec;
import im.vestibule.config.Secret;
import im.vestibule.config.TlsSpec;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import im.vestibule.services.account.Registered;
import im.vestibule.services.account.Removal;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in this JVM with a directory of its own, on ports of the kernel's choice. */
final class Site implements AutoCloseable {
    private static final Pattern DOOR = Pattern.compile("(?m)^\\[\\[listen\\.(c2s|s2s|service|http)]] # (\\w+)$");

    private final Path directory;
    private final House house;
    private final Map<String, Door> doors;
    private final Queue<String> visits = new ConcurrentLinkedQueue<>();

    /**
     * Where clients and components come in.
     *
     * @param kind c2s, s2s, service or http
     * @param mode empty without TLS
     */
    record Door(String name, String kind, InetSocketAddress address, Optional<TlsSpec.Mode> mode) {
        /** One for clients of XMPP over TCP. */
        Door(String name, InetSocketAddress address, Optional<TlsSpec.Mode> mode) {
            this(name, "c2s", address, mode);
        }

        /** What clients call it. */
        String url(String scheme, String path) {
            return scheme + "://127.0.0.1:" + address.getPort() + path;
        }
    }

    private Site(Path directory, House house, Map<String, Door> doors) {
        this.directory = directory;
        this.house = house;
        this.doors = doors;
    }

    /**
     * Starts a server by one of the configurations among the resources. {@code door.pem} is made beside it.
     *
     * @throws AssertionError if it does not start
     */
    static Site open(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream("/" + resource), resource)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Site of(String toml) throws IOException {
        return of(toml, InstantSource.system());
    }

    /**
     * @param clock tells the server the time of day
     */
    static Site of(String toml, InstantSource clock) throws IOException {
        return in(Files.createTempDirectory("vestibule"), toml, clock);
    }

    /**
     * @param directory with files that the configuration names; gone when the server is closed
     * @param clock tells the server the time of day
     */
    static Site in(Path directory, String toml, InstantSource clock) throws IOException {
        SelfSigned.write(directory.resolve("door.pem"), List.of("door.test"), Instant.now());
        List<Object> problems = new ArrayList<>();
        House.Opening opening = House.open(Config.read(toml, directory, "site"), problems::add, clock);
        if (!(opening instanceof House.Opening.Opened(House house))) {
            throw new AssertionError(opening + " " + problems);
        }
        return new Site(directory, house, doors(toml, house));
    }

    private static Map<String, Door> doors(String toml, House house) {
        List<Listener> listeners = house.listeners().all();
        Map<String, Door> doors = new LinkedHashMap<>();
        for (String kind : List.of("c2s", "s2s", "service", "http")) {
            List<String> names = DOOR.matcher(toml)
                    .results()
                    .filter(found -> found.group(1).equals(kind))
                    .map(found -> found.group(2))
                    .toList();
            List<ListenerSpec> specs = house.config().listen().all().stream()
                    .filter(spec -> spec.kind().equals(kind))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                String key = "listen." + kind + "[" + i + "]";
                Listener listener = listeners.stream()
                        .filter(each -> each.name().equals(key))
                        .findFirst()
                        .orElseThrow();
                Door door = new Door(
                        names.get(i),
                        kind,
                        listener.address(),
                        specs.get(i).tls().map(TlsSpec::mode));
                doors.put(door.name(), door);
            }
        }
        return doors;
    }

    House house() {
        return house;
    }

    /** Where the configuration's relative paths start. */
    Path directory() {
        return directory;
    }

    /** Has the house read another configuration; {@link #door} goes on to know the doors of the first. */
    House.Reloading reload(String toml, List<String> problems) {
        return house.reload(Config.read(toml, directory, "site.toml"), problem -> problems.add(problem.toString()));
    }

    Door door(String name) {
        return Objects.requireNonNull(doors.get(name), name);
    }

    /** An account as if it had never been used; who has it now is sent away. Its password is {@link #password}. */
    void renew(Jid account) {
        Removal removal = house.accounts().remove(account);
        Registered registered = house.accounts().register(account, new Secret(password(account)));
        if (registered != Registered.DONE) {
            throw new AssertionError(account + " " + removal + " " + registered);
        }
    }

    /** The door of every connection since the last call. */
    List<String> visits() {
        List<String> taken = new ArrayList<>();
        for (String door = visits.poll(); door != null; door = visits.poll()) {
            taken.add(door);
        }
        return taken;
    }

    /** Connections that are open. */
    int connections() {
        return house.listeners().all().stream().mapToInt(Listener::connections).sum();
    }

    static String password(Jid account) {
        return account.local() + "-secret";
    }

    /** A client at the door that has not said anything. */
    Wire connect(String door) throws IOException {
        visits.add(door);
        return new Wire(door(door));
    }

    /** A client at an HTTP door that has not said anything. */
    HttpWire http(String door) throws IOException {
        visits.add(door);
        return new HttpWire(door(door));
    }

    /** A client with a WebSocket at an HTTP door. */
    SocketWire socket(String door, String... headers) throws IOException {
        return new SocketWire(http(door), headers);
    }

    /** A client by BOSH at an HTTP door, without a session. */
    BoshClient bosh(String door) {
        visits.add(door);
        return new BoshClient(door(door));
    }

    /** Logs in at a door, whatever its kind, and leaves. */
    void look(String door, Jid guest) throws IOException {
        if (door(door).kind().equals("http")) {
            try (SocketWire wire = socket(door)) {
                wire.login(guest);
            }
        } else {
            connect(door).login(guest).close();
        }
    }

    @Override
    public void close() {
        house.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Site::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
