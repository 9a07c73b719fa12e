package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each option of a {@code tls} table, from the file to the wire. Not here: {@code mode}, which is the business of whole
 * conversations; {@code verify_mode} and {@code disconnect_on_failure}, which {@link ClientCertificateTest} has.
 */
class TlsOptionsTest {
    private static final X509Bundle BETWEEN =
            Pki.signed(Pki.builder("CN=Between").setIsCertificateAuthority(true), AUTHORITY);
    private static final X509Bundle EC = Pki.signed(Pki.builder("CN=door.test"), BETWEEN);
    private static final X509Bundle RSA =
            Pki.signed(Pki.builder("CN=door.test").algorithm(Algorithm.rsa2048), AUTHORITY);

    @TempDir
    private Path directory;

    private static String quoted(Path file) {
        return "'" + file + "'";
    }

    private TlsContext context(String... lines) {
        return context(List.of(lines));
    }

    private TlsContext context(List<String> lines) {
        return TlsContext.of(new Toml(directory, lines).spec(), TlsUse.PLAIN)
                .context()
                .orElseThrow();
    }

    /** With a certificate of the kind. */
    private TlsContext server(Module module, X509Bundle certificate, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "module = '" + (module == Module.FAST_TLS ? "fast_tls" : "just_tls") + "'",
                "certfile = " + quoted(Pki.pem(directory, certificate))));
        lines.addAll(List.of(more));
        return context(lines);
    }

    private static List<Certificate> shown(TlsContext context, SSLEngine client) throws SSLPeerUnverifiedException {
        try (Line line = new Line(context, client)) {
            assertThat(line.failure()).isNull();
            line.answer("x");
            return List.of(client.getSession().getPeerCertificates());
        }
    }

    private static boolean welcomes(TlsContext context, SSLEngine client) {
        try (Line line = new Line(context, client)) {
            line.say("hello");
            return line.heard.text.toString().equals("hello");
        }
    }

    /** BoringSSL has no choice among the suites of TLS 1.3, the JDK has: even a client can tell them apart by that. */
    @Test
    void module() {
        String ciphers = "ciphers = 'TLS_AES_128_GCM_SHA256'";
        try (TlsContext unwritten = context("certfile = " + quoted(Pki.pem(directory, EC)), ciphers);
                TlsContext fast = server(Module.FAST_TLS, EC, ciphers);
                TlsContext just = server(Module.JUST_TLS, EC, ciphers)) {
            Client client = Client.jdk().suites("TLS_CHACHA20_POLY1305_SHA256");

            assertThat(welcomes(unwritten, client.engine())).isTrue();
            assertThat(welcomes(fast, client.engine())).isTrue();
            assertThat(welcomes(just, client.engine())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void certfileHoldsChainAndKey(Module module) throws Exception {
        try (TlsContext context = server(module, EC)) {
            assertThat(shown(context, Client.jdk().engine()))
                    .containsExactly(EC.getCertificate(), BETWEEN.getCertificate());
        }
    }

    @Test
    void keyfile() throws Exception {
        try (TlsContext context = context(
                "module = 'just_tls'",
                "certfile = " + quoted(Pki.certificate(directory, EC)),
                "keyfile = " + quoted(Pki.file(directory, EC.getPrivateKeyPEM())))) {
            assertThat(shown(context, Client.jdk().engine())).containsExactly(EC.getCertificate());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PKCS8_ENCRYPTED, ecp256",
        "PKCS8_ENCRYPTED, rsa2048",
        "TRADITIONAL_ENCRYPTED, ecp256",
        "TRADITIONAL_ENCRYPTED, rsa2048"
    })
    void password(CertifiedKeyTest.Form form, Algorithm algorithm) throws Exception {
        X509Bundle bundle = Pki.signed(Pki.builder("CN=door.test").algorithm(algorithm), AUTHORITY);
        Path both = Pki.file(
                directory,
                bundle.getCertificatePEM(),
                form.write(bundle.getKeyPair().getPrivate()));
        try (TlsContext context = context(
                "module = 'just_tls'",
                "certfile = " + quoted(both),
                "password = '" + CertifiedKeyTest.PASSWORD + "'")) {
            assertThat(shown(context, Client.jdk().engine())).containsExactly(bundle.getCertificate());
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void cacertfile(Module module) {
        CertifiedKey romeo = Pki.key(Pki.signed(Pki.builder("CN=romeo"), Pki.STRANGER));
        String ours = "cacertfile = " + quoted(Pki.certificate(directory, AUTHORITY));
        String theirs = "cacertfile = " + quoted(Pki.certificate(directory, Pki.STRANGER));
        try (TlsContext suspicious = server(module, EC, ours);
                TlsContext trusting = server(module, EC, theirs);
                Line first = new Line(
                        suspicious, Client.boringSsl().certificate(romeo).engine());
                Line second =
                        new Line(trusting, Client.boringSsl().certificate(romeo).engine())) {
            if (first.handshaken()) {
                assertThat(first.tls.client()).isInstanceOf(PeerIdentity.Unverified.class);
            }
            assertThat(second.tls.client()).isEqualTo(new PeerIdentity.Verified(romeo.chain()));
        }
    }

    @Test
    void t13CrlFiles() throws Exception {
        X509Bundle romeo = Pki.signed(Pki.builder("CN=romeo"), AUTHORITY);
        Path list = Files.write(
                directory.resolve("revoked.crl"),
                Pki.revocations(AUTHORITY, Instant.now(), romeo.getCertificate())
                        .getEncoded());
        String authority = "cacertfile = " + quoted(Pki.certificate(directory, AUTHORITY));
        Client client = Client.jdk().certificate(Pki.key(romeo));
        try (TlsContext without = server(Module.JUST_TLS, EC, authority);
                TlsContext with = server(Module.JUST_TLS, EC, authority, "crl_files = [" + quoted(list) + "]")) {
            assertThat(welcomes(without, client.engine())).isTrue();
            assertThat(welcomes(with, client.engine())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ['tlsv1.2', 'tlsv1.3'] | true  | true
            ['tlsv1.2']            | true  | false
            ['tlsv1.3']            | false | true
            """)
    void versions(String versions, boolean old, boolean current) {
        try (TlsContext context = server(Module.JUST_TLS, EC, "versions = " + versions)) {
            assertThat(welcomes(context, Client.jdk().version("TLSv1.2").engine()))
                    .isEqualTo(old);
            assertThat(welcomes(context, Client.jdk().version("TLSv1.3").engine()))
                    .isEqualTo(current);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'no_tlsv1', 'no_tlsv1_1'                 | true  | true
            'no_tlsv1', 'no_tlsv1_1', 'no_tlsv1_3'   | true  | false
            'no_tlsv1', 'no_tlsv1_1', 'no_tlsv1_2'   | false | true
            """, quoteCharacter = '`')
    void protocolOptions(String options, boolean old, boolean current) {
        try (TlsContext context = server(Module.FAST_TLS, EC, "protocol_options = [" + options + "]")) {
            assertThat(welcomes(context, Client.jdk().version("TLSv1.2").engine()))
                    .isEqualTo(old);
            assertThat(welcomes(context, Client.jdk().version("TLSv1.3").engine()))
                    .isEqualTo(current);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'no_tlsv1', 'no_tlsv1_1'              | true
            'no_tlsv1', 'no_tlsv1_1', 'no_ticket' | false
            """)
    void protocolOptionNoTicket(String options, boolean resumes) {
        SslContext client = Client.boringSsl().context();
        try (TlsContext context = server(Module.FAST_TLS, EC, "protocol_options = [" + options + "]")) {
            boolean resumed = false;
            for (int i = 0; i < 2; i++) {
                ReferenceCountedOpenSslEngine engine =
                        (ReferenceCountedOpenSslEngine) Client.engine(client, "door.test");
                try (Line line = new Line(context, engine)) {
                    line.answer("x");
                    resumed = SSL.isSessionReused(engine.sslPointer());
                }
            }
            assertThat(resumed).isEqualTo(resumes);
        }
    }

    /** OpenSSL's language, and what is negotiated with a client that can do everything. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384 | TLSv1.2 | TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            AES128+ECDHE                                              | TLSv1.2 | TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            ECDHE+AESGCM:-AES256                                      | TLSv1.2 | TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            HIGH:!aNULL:!AES128:!CHACHA20:@STRENGTH                   | TLSv1.2 | TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            TLSv1.2                                                   | TLSv1.3 | nothing
            """)
    void ciphers(String ciphers, String version, String suite) {
        for (Module module : Module.values()) {
            TlsContext.Result result = TlsContext.of(
                    new Toml(
                                    directory,
                                    List.of(
                                            module == Module.FAST_TLS ? "module = 'fast_tls'" : "module = 'just_tls'",
                                            "certfile = " + quoted(Pki.pem(directory, EC)),
                                            "ciphers = '" + ciphers + "'"))
                            .spec(),
                    TlsUse.PLAIN);
            try (TlsContext context = result.context().orElseThrow();
                    Line line = new Line(context, Client.jdk().version(version).engine())) {
                assertThat(line.handshaken() ? line.tls.facts().suite() : "nothing")
                        .as(module.name())
                        .isEqualTo(suite);
            }
        }
    }

    @Test
    void dhfile() throws Exception {
        String only12 = "versions = ['tlsv1.2']";
        String dhe = "ciphers = 'DHE+AESGCM'";
        Path file = DhTest.file(directory, DhTest.P2048, 2);
        BigInteger prime = DhTest.P2048;
        try (TlsContext without = server(Module.JUST_TLS, RSA, only12, dhe);
                TlsContext with = server(Module.JUST_TLS, RSA, only12, dhe, "dhfile = " + quoted(file))) {
            assertThat(DhTest.offers(without, prime)).isFalse();
            assertThat(DhTest.offers(with, prime)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void certificates(Module module) throws Exception {
        X509Bundle chat = Pki.server("chat.test");
        Path key = Pki.file(
                directory,
                CertifiedKeyTest.Form.PKCS8_ENCRYPTED.write(chat.getKeyPair().getPrivate()));
        String table =
                "certificates = [{hosts = ['chat.test', '*.chat.test'], certfile = %s, keyfile = %s, password = '%s'}]"
                        .formatted(quoted(Pki.certificate(directory, chat)), quoted(key), CertifiedKeyTest.PASSWORD);
        try (TlsContext context = server(module, EC, table)) {
            assertThat(shown(context, Client.jdk().engine("chat.test")).getFirst())
                    .isEqualTo(chat.getCertificate());
            assertThat(shown(context, Client.jdk().engine("a.chat.test")).getFirst())
                    .isEqualTo(chat.getCertificate());
            assertThat(shown(context, Client.jdk().engine("door.test")).getFirst())
                    .isEqualTo(EC.getCertificate());
        }
    }
}
