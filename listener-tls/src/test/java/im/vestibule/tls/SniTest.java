package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.cert.Certificate;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SniTest {
    private static final X509Bundle OWN = Pki.server("door.test");
    private static final X509Bundle EXACT = Pki.server("chat.example");
    private static final X509Bundle WILD = Pki.signed(Pki.builder("CN=*.example"), Pki.AUTHORITY);

    @TempDir
    private Path directory;

    private TlsContext context(Module module) {
        Table table = new Table(module)
                .certfile(Pki.pem(directory, OWN))
                .certificate(Pki.pem(directory, WILD), "*.example")
                .certificate(Pki.pem(directory, EXACT), "Chat.Example");
        return TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow();
    }

    private static Certificate shown(TlsContext context, SSLEngine client) throws Exception {
        try (Line line = new Line(context, client)) {
            assertThat(line.failure()).isNull();
            line.answer("x");
            return client.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chat.example,     CN=chat.example",
        "CHAT.example,     CN=chat.example",
        "rooms.example,    CN=*.example",
        "a.rooms.example,  CN=door.test",
        "example,          CN=door.test",
    })
    void choosesTheCertificateByName(String host, String subject) throws Exception {
        for (Module module : Module.values()) {
            try (TlsContext context = context(module)) {
                assertThat(shown(context, Client.jdk().engine(host)).toString()).contains("Subject: " + subject + "\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void showsItsOwnToAClientWithoutSni(Module module) throws Exception {
        try (TlsContext context = context(module)) {
            assertThat(shown(context, Client.jdk().engine())).isEqualTo(OWN.getCertificate());
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void t09ShowsItsOwnForADomainThatIsNotServed(Module module) throws Exception {
        try (TlsContext context = context(module)) {
            assertThat(shown(context, Client.jdk().engine("stranger.test"))).isEqualTo(OWN.getCertificate());
        }
    }

    @Test
    void choosesTheKeyThatTheClientCanVerify() throws Exception {
        X509Bundle rsa = Pki.signed(Pki.builder("CN=door.test").algorithm(Algorithm.rsa2048), Pki.AUTHORITY);
        Table table = new Table(Module.JUST_TLS)
                .certfile(Pki.pem(directory, OWN))
                .certificate(Pki.pem(directory, EXACT), "chat.example")
                .certificate(Pki.pem(directory, rsa), "chat.example");
        try (TlsContext context =
                TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow()) {
            Client ec = Client.jdk().version("TLSv1.2").suites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            Client old = Client.jdk().version("TLSv1.2").suites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

            assertThat(shown(context, ec.engine("chat.example"))).isEqualTo(EXACT.getCertificate());
            assertThat(shown(context, old.engine("chat.example"))).isEqualTo(rsa.getCertificate());
        }
    }

    /** RFC 6066 section 3: a session is not resumed under another name. */
    @ParameterizedTest
    @CsvSource({"FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3", "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"})
    void showsTheRightCertificateToAReturningClient(Module module, String version) throws Exception {
        // A JDK client asks for the session's name instead of the one it is told.
        SslContext client = Client.boringSsl().version(version).context();
        try (TlsContext context = context(module)) {
            assertThat(shown(context, Client.engine(client, "door.test"))).isEqualTo(OWN.getCertificate());
            assertThat(shown(context, Client.engine(client, "chat.example"))).isEqualTo(EXACT.getCertificate());
            assertThat(shown(context, Client.engine(client, "rooms.example"))).isEqualTo(WILD.getCertificate());
            assertThat(shown(context, Client.engine(client, "door.test"))).isEqualTo(OWN.getCertificate());
        }
    }
}
