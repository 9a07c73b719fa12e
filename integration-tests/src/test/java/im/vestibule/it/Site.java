package im.vestibule.it;

import im.vestibule.config.Config;
import im.vestibule.config.ListenerSpec;
import im.vestibule.config.TlsSpec;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import im.vestibule.tls.SelfSigned;
import java.io.Closeable;
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
    static final List<String> KINDS = List.of("c2s", "s2s", "service", "http");

    private static final Pattern DOOR = Pattern.compile("(?m)^\\[\\[listen\\.(c2s|s2s|service|http)]] # (\\w+)$");

    private final Path directory;
    private final Inside inside;
    private final Map<String, Door> doors;
    private final Queue<String> visits = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

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

    private Site(Path directory, Inside inside, Map<String, Door> doors) {
        this.directory = directory;
        this.inside = inside;
        this.doors = doors;
    }

    /** The clients' view of a server that runs elsewhere, and goes when this is closed. */
    static Site of(Path directory, Fort fort) {
        return new Site(directory, fort, fort.doors());
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
        return new Site(directory, new Indoors(house), doors(toml, house));
    }

    private static Map<String, Door> doors(String toml, House house) {
        List<Listener> listeners = house.listeners().all();
        Map<String, Door> doors = new LinkedHashMap<>();
        for (String kind : KINDS) {
            List<String> names = names(toml, kind);
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

    /** The names of the listeners of a kind, in the order of the file. */
    static List<String> names(String toml, String kind) {
        return DOOR.matcher(toml)
                .results()
                .filter(found -> found.group(1).equals(kind))
                .map(found -> found.group(2))
                .toList();
    }

    /** The key of a door's listener in the file, as monitoring has it. */
    static String key(Map<String, Door> doors, String name) {
        String kind = Objects.requireNonNull(doors.get(name), name).kind();
        List<String> alike = doors.values().stream()
                .filter(door -> door.kind().equals(kind))
                .map(Door::name)
                .toList();
        return "listen." + kind + "[" + alike.indexOf(name) + "]";
    }

    String key(String door) {
        return key(doors, door);
    }

    House house() {
        return inside.house();
    }

    /** What runs in a process of its own. */
    Fort fort() {
        return (Fort) inside;
    }

    /** Where the configuration's relative paths start. */
    Path directory() {
        return directory;
    }

    /** Has the house read another configuration; {@link #door} goes on to know the doors of the first. */
    House.Reloading reload(String toml, List<String> problems) {
        return house().reload(Config.read(toml, directory, "site.toml"), problem -> problems.add(problem.toString()));
    }

    Door door(String name) {
        return Objects.requireNonNull(doors.get(name), name);
    }

    /** An account as if it had never been used; who has it now is sent away. Its password is {@link #password}. */
    void renew(Jid account) {
        inside.renew(account, password(account));
    }

    /** The door of every connection since the last call. */
    List<String> visits() {
        return drain(visits);
    }

    /** What clients were told since the last call: conditions that ended their streams, statuses of HTTP. */
    List<String> told() {
        return drain(told);
    }

    private static List<String> drain(Queue<String> queue) {
        List<String> taken = new ArrayList<>();
        for (String next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Connections that are open. */
    int connections() {
        return inside.connections();
    }

    /** Every session, and the IP address that it comes from. */
    Map<Jid, String> sessions() {
        return inside.sessions();
    }

    boolean has(Jid session) {
        return sessions().containsKey(session);
    }

    static String password(Jid account) {
        return account.local() + "-secret";
    }

    /** A client at the door that has not said anything. */
    Wire connect(String door) throws IOException {
        visits.add(door);
        return new Wire(door(door), told::add);
    }

    /** A client at an HTTP door that has not said anything. */
    HttpWire http(String door) throws IOException {
        visits.add(door);
        return new HttpWire(door(door), told::add);
    }

    /** A client with a WebSocket at an HTTP door. */
    SocketWire socket(String door, String... headers) throws IOException {
        return new SocketWire(http(door), headers);
    }

    /** A client by BOSH at an HTTP door, without a session. */
    BoshClient bosh(String door) {
        visits.add(door);
        return new BoshClient(door(door), told::add);
    }

    /** Does what everybody comes to a door for, whatever its kind, and leaves. */
    void look(String door, Jid guest) throws IOException {
        try (Closeable visitor = switch (door(door).kind()) {
            case "http" -> entered(socket(door), guest);
            case "service" -> connect(door).join("guest.test");
            case "s2s" -> connect(door).greetAsServer("guest.test", guest.domain());
            default -> entered(connect(door), guest);
        }) {
            Objects.requireNonNull(visitor);
        }
    }

    private static SocketWire entered(SocketWire wire, Jid guest) throws IOException {
        Jid _ = wire.login(guest);
        return wire;
    }

    /** Where a balancer is expected, as its client. */
    private static Wire entered(Wire wire, Jid guest) throws IOException {
        if (wire.door().name().startsWith("proxied")) {
            wire.say("PROXY TCP4 198.51.100.7 198.51.100.8 1234 5222\r\n");
        }
        return wire.login(guest);
    }

    @Override
    public void close() {
        inside.close();
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
