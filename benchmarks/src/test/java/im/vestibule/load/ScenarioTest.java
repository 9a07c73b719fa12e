package im.vestibule.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scenario by every way in, with figures that can be known beforehand. */
final class ScenarioTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Window WINDOW = new Window(SHORT, SHORT, Duration.ZERO, Duration.ofSeconds(20));
    private static final int UNDERWAY = 4;

    private static Server server;

    enum Way {
        PLAIN,
        STARTTLS,
        DIRECT_TLS,
        PROXY_V1,
        PROXY_V2,
        WEBSOCKET,
        BOSH;

        private Target target() {
            return switch (this) {
                case PLAIN -> server.plain();
                case STARTTLS -> server.plain().with(Security.STARTTLS);
                case DIRECT_TLS -> server.directTls();
                case PROXY_V1 -> server.behindProxy().with(ProxyHeader.V1);
                case PROXY_V2 -> server.behindProxy().with(ProxyHeader.V2);
                case WEBSOCKET -> server.webSocket();
                case BOSH -> server.bosh();
            };
        }

        Plan plan() {
            return Plan.of(target(), Accounts.usual(Server.USERS), OptionalLong.empty());
        }
    }

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        server = Server.in(directory);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void logsEverybodyIn(Way way) throws InterruptedException {
        Report report = new Login().run(way.plan());
        assertThat(report.figures()).containsEntry("ok", Server.USERS).containsEntry("failed", 0);
        assertThat(report.clean()).as(report.json()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void logsEverybodyInAndOutBeforeItCounts(Way way) throws InterruptedException {
        Report report = new Login(SHORT).run(way.plan());
        assertThat(report.count("before")).isGreaterThanOrEqualTo(Server.USERS);
        assertThat(report.count("ok")).isEqualTo(Server.USERS);
        assertThat(report.clean()).as(report.json()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_1", "SCRAM_SHA_256", "SCRAM_SHA_512"})
    void provesThatItKnowsThePassword(Mechanism mechanism) throws InterruptedException {
        Accounts accounts = Accounts.usual(Server.USERS).by(mechanism);
        Report report = new Login().run(Plan.of(server.plain(), accounts, OptionalLong.empty()));
        assertThat(report.figures()).containsEntry("ok", Server.USERS);
        assertThat(report.clean()).as(report.json()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryMessageOfAChat(Way way) throws InterruptedException {
        assertFlawless(new Chat(UNDERWAY, 64, WINDOW).run(way.plan()), Server.USERS / 2 * UNDERWAY);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "WEBSOCKET"})
    void acknowledgesWhatItGets(Way way) throws InterruptedException {
        Report report = new Chat(UNDERWAY, 64, WINDOW).run(way.plan().managed());
        assertFlawless(report, Server.USERS / 2 * UNDERWAY);
        assertThat(report.count("acknowledgements")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "DIRECT_TLS", "WEBSOCKET"})
    void resumesItsSessionsAfterEveryCut(Way way) throws InterruptedException {
        Report report = new Storm(2, SHORT).run(way.plan().managed());
        assertThat(report.clean()).as(report.json()).isTrue();
        assertThat(report.count("ok")).isEqualTo(Server.USERS);
        assertThat(report.count("resumed")).isEqualTo(2 * Server.USERS);
    }

    @Test
    void logsInAnewAfterACutWithoutStreamManagement() throws InterruptedException {
        Report report = new Storm(1, SHORT).run(Way.PLAIN.plan());
        assertThat(report.clean()).as(report.json()).isTrue();
        assertThat(report.count("ok")).isEqualTo(Server.USERS);
        assertThat(report.count("resumed")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "WEBSOCKET", "BOSH"})
    void sendsAtItsRate(Way way) throws InterruptedException {
        Report report = new Rate(500, 64, WINDOW).run(way.plan());
        assertFlawless(report, 1);
        assertThat(report.count("overruns")).isZero();
    }

    private static void assertFlawless(Report report, int least) {
        assertThat(report.clean()).as(report.json()).isTrue();
        assertThat(report.count("users_ok")).isEqualTo(Server.USERS);
        assertThat(report.count("exchanged")).isGreaterThanOrEqualTo(least);
        assertThat(report.count("lost")).isZero();
        assertThat(report.count("duplicated")).isZero();
        assertThat(report.count("reordered")).isZero();
        assertThat(report.count("unknown")).isZero();
    }

    @Test
    void measuresTheServerWhileNothingHappens() throws InterruptedException {
        long self = ProcessHandle.current().pid();
        Report report =
                new Idle(SHORT).run(Plan.of(server.plain(), Accounts.usual(Server.USERS), OptionalLong.of(self)));
        assertThat(report.clean()).as(report.json()).isTrue();
        assertThat(report.count("alive_at_end")).isEqualTo(Server.USERS);
        assertThat(report.count("rss_after_hold_kib")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BOSH"},
            mode = EnumSource.Mode.EXCLUDE)
    void visitsOnly(Way way) throws InterruptedException {
        Report report = new Connect(SHORT, SHORT).run(way.plan());
        assertThat(report.clean()).as(report.json()).isTrue();
        assertThat(report.count("failed")).isZero();
    }

    @Test
    void countsRefusedPasswordsAndShowsTheFirst() throws InterruptedException {
        Accounts wrong = new Accounts(2, 1, "user", "guess", Mechanism.PLAIN);
        Report report = new Login().run(Plan.of(server.plain(), wrong, OptionalLong.empty()));
        assertThat(report.clean()).isFalse();
        assertThat(report.count("failed")).isEqualTo(2);
        assertThat(report.count("errors.auth")).isEqualTo(2);
        assertThat(report.count("errors.total")).isEqualTo(2);
        assertThat(report.table()).contains("first_error", "at AUTH: unexpected <failure", "not-authorized");
    }

    @Test
    void countsConnectionsThatAreRefused() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            free = socket.getLocalPort();
        }
        Report report = new Login()
                .run(Plan.of(Target.tcp("127.0.0.1", free, "load.test"), Accounts.usual(3), OptionalLong.empty()));
        assertThat(report.count("errors.connect")).isEqualTo(3);
        assertThat(report.count("ok")).isZero();
    }

    @Test
    void countsServersWithoutTls() throws InterruptedException {
        Report report = new Login()
                .run(Plan.of(
                        server.behindProxy().with(ProxyHeader.V1).with(Security.STARTTLS),
                        Accounts.usual(1),
                        OptionalLong.empty()));
        assertThat(report.count("errors.tls")).isEqualTo(1);
    }
}
