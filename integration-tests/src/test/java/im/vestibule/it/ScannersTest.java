package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code tls} listener with nothing but a certificate offers, in the eyes of a scanner. */
class ScannersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth.internal]

            [[listen.c2s]] # fast_tls
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.mode = "tls"
              tls.certfile = "door.pem"

            [[listen.c2s]] # just_tls
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.mode = "tls"
              tls.module = "just_tls"
              tls.certfile = "door.pem"
            """;

    @ParameterizedTest
    @ValueSource(strings = {"fast_tls", "just_tls"})
    @NeedsProgram("sslscan")
    void sslscanFindsNothingWeakerThanTls12WithForwardSecrecy(String door) throws IOException, InterruptedException {
        String report;
        try (Site site = Site.of(TOML)) {
            InetSocketAddress address = site.door(door).address();
            report = Tool.named("sslscan")
                    .run(PATIENCE, "--no-colour", "--sni-name=door.test", "127.0.0.1:" + address.getPort());
        }
        assertThat(report.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "SSLv2 disabled",
                        "SSLv3 disabled",
                        "TLSv1.0 disabled",
                        "TLSv1.1 disabled",
                        "TLSv1.2 enabled",
                        "TLSv1.3 enabled",
                        "Session renegotiation not supported",
                        "TLSv1.2 not vulnerable to heartbleed");
        List<String> suites = report.lines()
                .filter(line -> line.startsWith("Preferred") || line.startsWith("Accepted"))
                .toList();
        assertThat(suites).hasSizeGreaterThanOrEqualTo(4).allMatch(ScannersTest::isForwardSecret, "forward secrecy");
    }

    private static boolean isForwardSecret(String line) {
        return line.contains(" TLSv1.3 ")
                || (line.contains(" TLSv1.2 ") && line.contains(" ECDHE-") && line.matches(".*(GCM|CHACHA20).*"));
    }
}
