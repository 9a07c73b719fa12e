package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of XEP-0198 as {@code docs/decisions/stream-management.md} has it, held against {@link Chaos}: what was acknowledged comes once, whatever becomes of
 * lines and of the server. By default it is over in a quarter of a minute; {@code -Dchaos.seconds=300 -Dchaos.kills=3 -Dchaos.seed=1} has it as long as one
 * likes.
 */
class ChaosIT {
    private static final int PEOPLE = 100;

    private static String toml(int tcp, int web) {
        return Toml.HOST + """
                  loglevel = "info"
                  registration_timeout = "infinity"
                [modules.mod_register]
                [modules.mod_presence]
                [modules.mod_ping]
                [modules.mod_offline]
                [modules.mod_stream_management]
                  buffer_max = 1000
                [[listen.c2s]]
                  port = %d
                  ip_address = "127.0.0.1"
                [[listen.http]]
                  port = %d
                  ip_address = "127.0.0.1"
                  [[listen.http.handlers.mod_websockets]]
                    host = "_"
                    path = "/ws-xmpp"
                """.formatted(tcp, web);
    }

    @TempDir
    private Path directory = Path.of("");

    private final List<Program> programs = new ArrayList<>();
    private Path file = Path.of("");
    private List<Way> ways = List.of();

    @BeforeEach
    void configure() throws IOException {
        int tcp = Ports.free();
        int web = Ports.free();
        file = directory.resolve("chaos.toml");
        Files.writeString(file, toml(tcp, web));
        ways = List.of(new Way(loopback(tcp), ""), new Way(loopback(web), "/ws-xmpp"));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @AfterEach
    void close() {
        programs.forEach(Program::close);
    }

    @Test
    void whatIsAcknowledgedComesOnce() throws Exception {
        Chaos.Plan plan = new Chaos.Plan(
                Long.getLong("chaos.seed", System.nanoTime()),
                PEOPLE,
                Duration.ofSeconds(Integer.getInteger("chaos.seconds", 12)),
                new Crew.Habits(Duration.ofMillis(100), Duration.ofSeconds(8)),
                Integer.getInteger("chaos.kills", 1));
        start();
        register();

        Chaos.Report report = new Chaos(plan, new Server()).run();

        String whole = plan + "\n" + report;
        System.err.println(whole);
        assertThat(report.verdict().isClean()).as(whole).isTrue();
        assertThat(report.settled()).as(whole).isTrue();
        assertThat(report.events())
                .as(whole)
                .containsKeys("resumed", "not resumed", "deaf")
                .doesNotContainKey("wrong h");
        for (int i = 0; i < programs.size(); i++) {
            String log = programs.get(i).errors();
            assertThat(log.contains(" unclean_stop ")).as(log).isEqualTo(i > 0);
            assertThat(log.lines().filter(line -> !line.contains(" unclean_stop ")))
                    .noneMatch(line -> line.matches(".*(WARN|ERROR|Exception).*"));
        }
    }

    private void start() throws IOException {
        programs.add(Program.serve(directory, file).program());
    }

    private void register() throws IOException {
        try (Link link = Link.open(ways.getFirst())) {
            link.greet("door.test");
            for (int i = 0; i < PEOPLE; i++) {
                link.say(OperatorIT.registration(Chaos.person(i).local(), "r" + i));
                assertThat(link.hear()).startsWith("<iq type='result'");
            }
        }
    }

    private final class Server implements Chaos.Victim {
        @Override
        public List<Way> ways() {
            return ways;
        }

        @Override
        public void kill() throws InterruptedException {
            programs.getLast().kill();
        }

        @Override
        public void start() throws IOException {
            ChaosIT.this.start();
        }
    }
}
