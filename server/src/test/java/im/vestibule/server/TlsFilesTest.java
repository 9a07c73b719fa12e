package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.config.S2sSpec;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.tls.SelfSigned;
import im.vestibule.xmpp.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private static final String FIRST = "listen.c2s[0]";
    private static final String SECOND = "listen.c2s[1]";

    @TempDir
    private Path directory;

    private void write(String file) throws IOException {
        SelfSigned.write(directory.resolve(file), List.of("door.test"), Instant.now());
    }

    /**
     * @param certfiles of the listeners
     */
    private TlsFiles read(String... certfiles) {
        StringBuilder toml = new StringBuilder("""
            general.hosts = ["door.test"]
            general.default_server_domain = "door.test"
            auth.internal = {}
            """);
        int port = 1;
        for (String file : certfiles) {
            toml.append("[[listen.c2s]]\nport = ").append(port++);
            toml.append("\ntls.certfile = \"").append(file).append("\"\n");
        }
        return read(Config.read(toml.toString(), directory, "door.toml"));
    }

    private static Tls tls(TlsFiles files, String listener) {
        return Objects.requireNonNull(files.contexts().get(listener));
    }

    @Test
    void replacesOnlyWhatHasChanged() throws IOException {
        write("a.pem");
        write("b.pem");
        try (TlsFiles files = read("a.pem", "b.pem")) {
            List<ServedCertificate> before = files.certificates();
            SelfSigned.write(directory.resolve("b.pem"), List.of("other.test"), Instant.now());

            List<TlsReload> results = files.reload();

            assertThat(results.getFirst()).isEqualTo(new TlsReload.Unchanged(FIRST));
            assertThat(results.getLast()).isInstanceOf(TlsReload.Replaced.class);
            assertThat(files.certificates().getFirst()).isEqualTo(before.getFirst());
            assertThat(files.certificates().getLast().hosts()).containsExactly("other.test");
        }
    }

    @Test
    void t14CountsRefusalsAndSaysSoAgainOnlyIfAsked() throws IOException {
        write("a.pem");
        try (TlsFiles files = read("a.pem")) {
            List<ServedCertificate> before = files.certificates();
            Files.writeString(directory.resolve("a.pem"), "broken");

            assertThat(files.look()).singleElement().isInstanceOf(TlsReload.Refused.class);
            assertThat(files.look()).isEmpty();
            assertThat(files.reload()).singleElement().isInstanceOf(TlsReload.Refused.class);

            assertThat(files.refusals()).isEqualTo(2);
            assertThat(files.certificates()).isEqualTo(before);
        }
    }

    @Test
    void isUnchangedOnceTheOldFileIsBack() throws IOException {
        write("a.pem");
        String good = Files.readString(directory.resolve("a.pem"));
        try (TlsFiles files = read("a.pem")) {
            Files.delete(directory.resolve("a.pem"));
            assertThat(files.look()).singleElement().isInstanceOf(TlsReload.Refused.class);
            Files.writeString(directory.resolve("a.pem"), good);
            assertThat(files.look()).containsExactly(new TlsReload.Unchanged(FIRST));
        }
    }

    @Test
    void becomesThatOfANewConfiguration() throws IOException {
        write("a.pem");
        write("b.pem");
        write("c.pem");
        try (TlsFiles files = read("a.pem", "b.pem")) {
            Tls kept = tls(files, SECOND);

            // The first listener goes, the second moves up and gets another file, and a new one comes.
            TlsFiles fresh = read("c.pem", "a.pem");
            Tls added = tls(fresh, SECOND);
            Map<String, Tls> next = files.contexts(fresh, Map.of(FIRST, SECOND));
            Map<String, Tls> left = files.become(fresh, Map.of(FIRST, SECOND));

            assertThat(files.contexts()).isEqualTo(next);
            assertThat(left).containsOnlyKeys(FIRST);
            left.values().forEach(Tls::close);
            assertThat(tls(files, FIRST)).isSameAs(kept);
            assertThat(tls(files, SECOND)).isSameAs(added);
            assertThat(files.certificates())
                    .extracting(certificate -> certificate.file().getFileName().toString())
                    .containsExactly("c.pem", "a.pem");
            assertThat(files.paths()).containsExactlyInAnyOrder(directory.resolve("a.pem"), directory.resolve("c.pem"));
            assertThat(files.reload()).allMatch(TlsReload.Unchanged.class::isInstance);
        }
    }

    @Test
    void looksAtWhatOutgoingPoolsNameToo() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "broken");
        Reading reading = Config.read("""
            general.hosts = ["door.test"]
            general.default_server_domain = "door.test"
            auth.internal = {}
            [outgoing_pools.ldap.default.connection.tls]
              cacertfile = "ca.pem"
            """, directory, "door.toml");

        assertThat(TlsFiles.check(reading).problems())
                .filteredOn(Problem::isError)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("outgoing_pools.ldap.default.connection.tls.cacertfile");
                    assertThat(problem.line()).isEqualTo(5);
                });
    }

    /** Towards other servers: whether they call us or we call them. */
    private Reading federation() {
        return Config.read("""
            general.hosts = ["door.test"]
            general.default_server_domain = "door.test"
            auth.internal = {}
            [[listen.s2s]]
              port = 1
            [s2s]
              use_starttls = "required_trusted"
              certfile = "own.pem"
              cacertfile = "ca.pem"
            [[host_config]]
              host = "door.test"
              [host_config.s2s]
                certfile = "hosts.pem"
            """, directory, "door.toml");
    }

    private static TlsFiles read(Reading reading) {
        return TlsFiles.read(
                reading.config()
                        .orElseThrow(() -> new AssertionError(reading.problems().toString())),
                reading.places());
    }

    @Test
    void watchesWhatIsShownToServersThatWeCall() throws IOException {
        for (String file : List.of("own.pem", "ca.pem", "hosts.pem")) {
            write(file);
        }
        try (TlsFiles files = read(federation())) {
            assertThat(files.paths())
                    .contains(
                            directory.resolve("own.pem"), directory.resolve("ca.pem"), directory.resolve("hosts.pem"));
            assertThat(files.look()).isEmpty();

            write("hosts.pem");
            assertThat(files.look())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            TlsReload.Replaced.class,
                            replaced -> assertThat(replaced.listener()).isEqualTo("host_config[0].s2s"));

            write("own.pem");
            assertThat(files.look()).extracting(TlsReload::listener).containsExactly("listen.s2s[0]", "s2s");

            write("ca.pem");
            assertThat(files.look()).extracting(TlsReload::listener).containsExactly("s2s");

            Files.writeString(directory.resolve("ca.pem"), "broken");
            assertThat(files.look()).singleElement().isInstanceOf(TlsReload.Refused.class);
            assertThat(files.refusals()).isEqualTo(1);
        }
    }

    @Test
    void callsByWhatIsInTheFilesNow() throws IOException {
        for (String file : List.of("own.pem", "ca.pem", "hosts.pem")) {
            write(file);
        }
        Reading reading = federation();
        try (TlsFiles files = read(reading)) {
            S2sSpec spec = reading.config().orElseThrow().s2s();
            OutgoingTls before = files.calls().tls(spec);
            Files.writeString(directory.resolve("own.pem"), "broken");
            assertThat(files.look()).allMatch(TlsReload.Refused.class::isInstance);
            assertThat(files.calls().tls(spec)).isSameAs(before);

            SelfSigned.write(directory.resolve("own.pem"), List.of("other.test"), Instant.now());
            assertThat(files.look()).allMatch(TlsReload.Replaced.class::isInstance);
            assertThat(files.calls().tls(spec).certificate())
                    .hasValueSatisfying(shown -> assertThat(shown.hosts()).containsExactly("other.test"));
        }
    }
}
