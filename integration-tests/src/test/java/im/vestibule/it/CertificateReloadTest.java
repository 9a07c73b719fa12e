package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.server.House;
import im.vestibule.server.ServedCertificate;
import im.vestibule.server.TlsReload;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running server gets new certificates, by request and by itself. */
class CertificateReloadTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth.internal]

            [[listen.c2s]]
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.mode = "tls"
              tls.certfile = "live/door.pem"

            [[listen.c2s]]
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.mode = "tls"
              tls.module = "just_tls"
              tls.certfile = "live/door.pem"
            """;
    private static final int FAST = 0;
    private static final int JUST = 1;
    private static final List<String> BOTH = List.of("listen.c2s[0]", "listen.c2s[1]");

    @TempDir
    private Path directory;

    /** Puts a fresh certificate in the place of the one that is there. */
    private Certificate renew(String file) throws IOException {
        Path path = directory.resolve(file);
        SelfSigned.write(path, List.of("door.test"), Instant.now());
        try (var in = Files.newInputStream(path)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private House open() {
        return switch (House.open(
                Config.read(TOML, directory, "reload"), System.err::println, InstantSource.system())) {
            case House.Opening.Opened(House house) -> house;
            case House.Opening other -> throw new AssertionError(other);
        };
    }

    private static SSLSocket connect(House house, int door) throws IOException {
        InetSocketAddress address = house.listeners().all().get(door).address();
        return Tls.over(new Socket(address.getAddress(), address.getPort()));
    }

    private static Certificate shown(House house, int door) throws IOException {
        try (SSLSocket socket = connect(house, door)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Whether somebody answers a stream header. */
    private static boolean answers(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(Wire.header("door.test").getBytes(StandardCharsets.UTF_8));
        return socket.getInputStream().read() == '<';
    }

    private static List<String> log(String event) {
        return Log.all().take().events().stream()
                .filter(line -> line.getMessage().equals(event))
                .map(Log::text)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {FAST, JUST})
    void showsTheNewOneAndLetsOldConnectionsLive(int door) throws IOException {
        Certificate first = renew("live/door.pem");
        try (House house = open();
                SSLSocket old = connect(house, door)) {
            assertThat(shown(house, door)).isEqualTo(first);
            Certificate second = renew("live/door.pem");

            // The server may have seen it by itself a moment before.
            assertThat(house.reloadCertificates())
                    .extracting(TlsReload::listener)
                    .containsExactlyElementsOf(BOTH);

            assertThat(shown(house, door)).isEqualTo(second).isNotEqualTo(first);
            assertThat(answers(old)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FAST, JUST})
    void t14BrokenFileLeavesTheOldOneInService(int door) throws IOException {
        Certificate first = renew("live/door.pem");
        try (House house = open()) {
            List<ServedCertificate> served = house.certificates();
            Log.Taken _ = Log.all().take();
            Files.writeString(directory.resolve("live/door.pem"), "-----BEGIN CERTIFICATE-----\nbroken");

            assertThat(house.reloadCertificates()).hasSize(2).allMatch(TlsReload.Refused.class::isInstance);

            assertThat(shown(house, door)).isEqualTo(first);
            assertThat(house.certificates()).isEqualTo(served);
            assertThat(log("certificate_refused"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(line -> line.contains("live/door.pem") && line.startsWith("ERROR"));

            Certificate second = renew("live/door.pem");
            house.reloadCertificates();
            assertThat(shown(house, door)).isEqualTo(second);
        }
    }

    @Test
    void leavesEverythingAloneIfNothingHasChanged() throws IOException {
        renew("live/door.pem");
        try (House house = open()) {
            assertThat(house.reloadCertificates())
                    .containsExactly(new TlsReload.Unchanged(BOTH.get(0)), new TlsReload.Unchanged(BOTH.get(1)));
        }
    }

    @Test
    void seesAChangedFileByItself() throws IOException {
        Certificate first = renew("live/door.pem");
        try (House house = open()) {
            assertThat(shown(house, FAST)).isEqualTo(first);

            Certificate second = renew("live/door.pem");

            await().untilAsserted(() -> assertThat(shown(house, FAST)).isEqualTo(second));
            await().untilAsserted(() -> assertThat(shown(house, JUST)).isEqualTo(second));
        }
    }

    /** As Kubernetes does: the file is a link through ..data, which is a link to a directory, which is replaced. */
    @Test
    void seesASwitchedLink() throws IOException {
        renew("live/..1/door.pem");
        Path live = directory.resolve("live");
        Files.createSymbolicLink(live.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(live.resolve("door.pem"), Path.of("..data", "door.pem"));
        try (House house = open()) {
            Certificate second = renew("live/..2/door.pem");
            Files.createSymbolicLink(live.resolve("..data_tmp"), Path.of("..2"));
            Files.move(live.resolve("..data_tmp"), live.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            await().untilAsserted(() -> assertThat(shown(house, FAST)).isEqualTo(second));
        }
    }

    @Test
    void fiveHundredReloadsFailNoHandshake() throws Exception {
        Certificate one = renew("one.pem");
        Certificate two = renew("two.pem");
        Files.createDirectory(directory.resolve("live"));
        put("one.pem");
        Set<Certificate> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        try (House house = open();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = new ArrayList<>();
            for (int door : List.of(FAST, JUST)) {
                visits.add(clients.submit(() -> {
                    while (!over.get()) {
                        seen.add(shown(house, door));
                    }
                    return null;
                }));
            }
            try {
                for (int i = 0; i < 500; i++) {
                    put(i % 2 == 0 ? "two.pem" : "one.pem");
                    assertThat(house.reloadCertificates()).noneMatch(TlsReload.Refused.class::isInstance);
                }
            } finally {
                over.set(true);
            }
            for (Future<?> visit : visits) {
                visit.get();
            }
            assertThat(seen).containsExactlyInAnyOrder(one, two);
        }
    }

    private void put(String file) throws IOException {
        Path copy = Files.copy(directory.resolve(file), directory.resolve("copy.pem"));
        Files.move(copy, directory.resolve("live/door.pem"), StandardCopyOption.ATOMIC_MOVE);
    }
}
