package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as whoever runs it sees it. */
class OperatorIT {
    private static final Pattern MARK = Pattern.compile(".* # (\\d+)");
    private static final Pattern ERROR = Pattern.compile("(?m)^twenty_mistakes\\.toml:(\\d+:\\d+): error: \\S+: .+$");
    private static final Pattern REGISTERED = Pattern.compile("<iq type='result' id='(\\w+)'/>");
    private static final Pattern ASKED = Pattern.compile(
            "(?s)<message (?=[^>]*to='echo.localhost')[^>]*from='(alice@localhost/[^']+)'.*?<body>Hello,"
                    + " component</body>.*?</message>");
    private static final String GOODBYE = "<stream:error><system-shutdown"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
    private static final Jid ALICE = Jid.of("alice@door.test/home");

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        file = copy("operator.toml");
    }

    private Path copy(String resource) throws IOException {
        Path copy = directory.resolve(resource);
        try (InputStream in = Objects.requireNonNull(OperatorIT.class.getResourceAsStream("/" + resource))) {
            Files.write(copy, in.readAllBytes());
        }
        return copy;
    }

    @Test
    void checkNamesTwentyMistakesAtOnce() throws Exception {
        Path wrong = copy("twenty_mistakes.toml");
        try (Program program = Program.start(directory, "check", "--config", "twenty_mistakes.toml")) {
            String said = program.rest();
            assertThat(program.exit()).isEqualTo(2);
            assertThat(ERROR.matcher(said).results().map(error -> error.group(1)))
                    .hasSize(20)
                    .containsExactlyElementsOf(marks(wrong));
            assertThat(said).endsWith("20 errors\n");
        }
    }

    @Test
    void checkNamesTwentyMistakesToOtherPrograms() throws Exception {
        Path wrong = copy("twenty_mistakes.toml");
        try (Program program = Program.start(directory, "check", "--json", "--config", "twenty_mistakes.toml")) {
            JsonNode said = JsonMapper.shared().readTree(program.rest());
            assertThat(program.exit()).isEqualTo(2);
            assertThat(said.get("ok").asBoolean()).isFalse();
            assertThat(said.get("listeners")).isEmpty();
            assertThat(StreamSupport.stream(said.get("problems").spliterator(), false)
                            .filter(problem ->
                                    problem.get("severity").asString().equals("error"))
                            .map(problem -> problem.get("line").asInt() + ":"
                                    + problem.get("column").asInt()))
                    .containsExactlyElementsOf(marks(wrong));
        }
    }

    private static List<String> marks(Path file) throws IOException {
        List<String> marks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = (i + 1) + ":";
            MARK.matcher(lines.get(i)).results().forEach(mark -> marks.add(line + mark.group(1)));
        }
        return marks;
    }

    @Test
    void serveNamesTheAddressThatIsTakenAndBindsNoOther() throws Exception {
        try (ServerSocket busy = listen(0)) {
            int free = Ports.free();
            String[] parts = Files.readString(file).split("port = 0", -1);
            Files.writeString(
                    file, parts[0] + "port = " + free + parts[1] + "port = " + busy.getLocalPort() + parts[2]);
            try (Program program = Program.start(directory, "serve", "--config", file.toString())) {
                assertThat(program.rest()).isEmpty();
                assertThat(program.exit()).isEqualTo(3);
                assertThat(program.errors())
                        .contains("cannot listen on 127.0.0.1:" + busy.getLocalPort() + " for listen.c2s[1]:"
                                + " another program already listens there; stop it or choose another port")
                        .doesNotContain("Exception");
            }
            listen(free).close();
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void servePrintsWhatIsBoundAndThenThatItIsReady() throws Exception {
        try (Program program = Program.start(directory, "serve", "--config", file.toString())) {
            assertThat(program.line()).matches("listen\\.c2s\\[0] +127\\.0\\.0\\.1:\\d+");
            assertThat(program.line()).matches("listen\\.c2s\\[1] +127\\.0\\.0\\.1:\\d+");
            assertThat(program.line()).isEqualTo("ready");
            program.signal();
            assertThat(program.rest()).isEmpty();
            assertThat(program.exit()).isZero();
        }
    }

    @Test
    void serveSaysGoodbyeAfterSigterm() throws Exception {
        try (Program.Ready server = Program.serve(directory, file)) {
            register(server);
            try (Wire alice = server.connect().login(ALICE);
                    Wire stranger = server.connect().open("door.test")) {
                server.program().signal();
                assertThat(alice.end()).isEqualTo(GOODBYE);
                assertThat(stranger.end()).isEqualTo(GOODBYE);
            }
            assertThat(server.program().exit()).isZero();
            assertThat(server.program().errors()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    private static void register(Program.Ready server) throws IOException {
        try (Wire wire = server.connect().open("door.test")) {
            wire.say(registration("alice", "r"));
            wire.hear("<iq type='result' id='r'/>");
        }
    }

    static String registration(String user, String id) {
        String password = Site.password(account(user));
        return "<iq type='set' id='" + id + "'><query xmlns='jabber:iq:register'><username>" + user
                + "</username><password>" + password + "</password></query></iq>";
    }

    private static Jid account(String name) {
        return Jid.of(name + "@door.test");
    }

    /** The first one waits for a client that does not hang up. */
    @Test
    void serveStopsAtOnceAfterASecondSigterm() throws Exception {
        try (Program.Ready server = Program.serve(directory, file);
                Wire stranger = server.connect().open("door.test")) {
            server.program().signal();
            stranger.hear(GOODBYE);
            server.program().signal();
            assertThat(server.program().exit()).isEqualTo(128 + 15);
        }
    }

    /** Clients that wait for no answer, so that the end comes in the midst of registrations. */
    @Test
    void serveForgetsNoRegistrationThatItHasConfirmed() throws Exception {
        TreeSet<String> confirmed = new TreeSet<>();
        try (Program.Ready server = Program.serve(directory, file)) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Wire wire = server.connect().open("door.test");
                wires.add(wire);
                StringBuilder registrations = new StringBuilder();
                for (int n = 0; n < 500; n++) {
                    String name = "user" + i + "n" + n;
                    registrations.append(registration(name, name));
                }
                wire.say(registrations.toString());
            }
            while (confirmed.size() < 100) {
                confirmed.add(wires.getFirst().hear(REGISTERED).group(1));
            }
            server.program().kill();
            for (Wire wire : wires) {
                REGISTERED.matcher(wire.end()).results().forEach(answer -> confirmed.add(answer.group(1)));
                wire.close();
            }
        }
        try (Program.Ready server = Program.serve(directory, file)) {
            for (String name : confirmed) {
                server.connect().authenticate(account(name)).close();
            }
        }
    }

    /** On the ports that it has, so another server on this machine keeps it from being shown. */
    @Test
    void newcomersChatOverTheBundledDefault() throws Exception {
        try (Program program = Program.start(directory)) {
            Outside.require(program.untilReady(), "the ports of the bundled default: " + program.errors());
            assertThat(program.errors()).contains("register an account such as alice@localhost");
            EntityBareJid alice = JidCreate.entityBareFrom("alice@localhost");
            EntityBareJid bob = JidCreate.entityBareFrom("bob@localhost");
            Site.Door starttls = new Site.Door("starttls", localhost(5222), Optional.of(Mode.STARTTLS));
            Site.Door tls = new Site.Door("tls", localhost(5223), Optional.of(Mode.TLS));
            Person.register(starttls, alice);
            Person.register(tls, bob);
            try (Person one = Person.login(starttls, alice);
                    Person other = Person.login(tls, bob)) {
                one.say(bob, "Hello");
                assertThat(other.hear()).isEqualTo("Hello");
                other.say(alice, "Hello to you");
                assertThat(one.hear()).isEqualTo("Hello to you");
                echoes(one);
            }
            try (HttpWire wire = new HttpWire(new Site.Door("web", "http", localhost(5280), Optional.empty()))) {
                assertThat(wire.ask("GET", "/").body()).contains("/ws-xmpp", "/http-bind", "content=\"localhost\"");
            }
            try (HttpWire wire = new HttpWire(new Site.Door("status", "http", localhost(5551), Optional.empty()))) {
                assertThat(wire.ask("GET", "/status").status()).isEqualTo(401);
                String known = "Authorization: Basic " + Wire.base64("admin:secret");
                assertThat(wire.ask("GET", "/status", known).body()).contains("<base href=\"/status/\">");
            }
        }
    }

    private static void echoes(Person alice) throws Exception {
        Site.Door door = new Site.Door("component", "service", localhost(8888), Optional.empty());
        try (Wire echo = new Wire(door).join("echo.localhost", "secret")) {
            alice.say(JidCreate.domainBareFrom("echo.localhost"), "Hello, component");
            String from = echo.hear(ASKED).group(1);
            echo.say("<message from='echo.localhost' to='" + from + "'><body>Hello, Alice</body></message>");
            assertThat(alice.hear()).isEqualTo("Hello, Alice");
        }
    }

    private static InetSocketAddress localhost(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void versionTellsWhatThereIsToUse() throws Exception {
        try (Program program = Program.start(directory, "version")) {
            assertThat(program.rest().lines())
                    .anyMatch(line -> line.matches("vestibule \\d+\\.\\d+\\.\\d+\\S*"))
                    .anyMatch(line -> line.matches(
                            "jdk +" + Pattern.quote(Runtime.version().toString()) + " .*"))
                    .anyMatch(line -> line.matches("transport NIO: yes"))
                    .anyMatch(line -> line.matches("tls +fast_tls: BoringSSL.*"))
                    .anyMatch(line -> line.matches("tls +just_tls: yes"));
            assertThat(program.exit()).isZero();
        }
    }
}
