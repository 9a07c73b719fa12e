package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static im.vestibule.tls.Pki.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ClientTlsSpec;
import im.vestibule.config.ClientTlsSpec.ServerName;
import im.vestibule.config.ClientTlsSpec.ServerName.Protocol;
import im.vestibule.config.TlsSpec.VerifyMode;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections to services outside, against a server of the JDK. */
final class ClientContextTest {
    private static final ServerName BY_ADDRESS = new ServerName(true, Optional.empty(), Protocol.DEFAULT);
    private static final ServerName ANY = new ServerName(false, Optional.empty(), Protocol.DEFAULT);

    @TempDir
    private Path directory;

    private Optional<Path> own = Optional.empty();
    private List<String> versions = List.of();
    private Optional<String> ciphers = Optional.empty();

    private ClientTlsSpec spec(VerifyMode mode, ServerName name) {
        return new ClientTlsSpec(
                mode,
                own,
                Optional.of(Pki.certificate(directory, AUTHORITY)),
                ciphers,
                Optional.empty(),
                Optional.empty(),
                versions,
                name);
    }

    private static ServerName named(String host, Protocol protocol) {
        return new ServerName(true, Optional.of(host), protocol);
    }

    /** What the client agreed to, or why it did not. */
    private static String handshake(X509Bundle certificate, ClientTlsSpec spec) throws Exception {
        ClientContext client = ClientContext.of(spec).context().orElseThrow();
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(
                certificate.toKeyManagerFactory().getKeyManagers(),
                AUTHORITY.toTrustManagerFactory().getTrustManagers(),
                null);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (SSLServerSocket door =
                        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, loopback);
                ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor()) {
            door.setWantClientAuth(true);
            Future<String> shown = serving.submit(() -> serve(door));
            try {
                return agreed(client, loopback, door.getLocalPort()) + shown.get();
            } catch (SSLException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }

    private static String agreed(ClientContext client, InetAddress address, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) client.context().getSocketFactory().createSocket(address, port)) {
            socket.setSSLParameters(client.parameters());
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static String serve(SSLServerSocket door) throws IOException {
        try (Socket peer = door.accept()) {
            SSLSocket tls = (SSLSocket) peer;
            tls.startHandshake();
            Certificate[] theirs = tls.getSession().getPeerCertificates();
            return " and showed " + theirs.length;
        } catch (SSLException nobody) {
            return "";
        }
    }

    private static X509Bundle atLoopback() throws Exception {
        return Pki.signed(Pki.builder("CN=service").addSanIpAddress("127.0.0.1"), AUTHORITY);
    }

    @Test
    void believesItsAuthority() throws Exception {
        assertThat(handshake(atLoopback(), spec(VerifyMode.PEER, BY_ADDRESS))).isEqualTo("TLSv1.3");
    }

    @Test
    void believesNobodyElse() throws Exception {
        X509Bundle strange = Pki.signed(Pki.builder("CN=service").addSanIpAddress("127.0.0.1"), STRANGER);

        assertThat(handshake(strange, spec(VerifyMode.PEER, BY_ADDRESS))).contains("UNKNOWN_AUTHORITY");
        assertThat(handshake(strange, spec(VerifyMode.NONE, BY_ADDRESS))).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @EnumSource(VerifyMode.class)
    void letsACertificateVouchForItselfWhereThatIsAskedFor(VerifyMode mode) throws Exception {
        X509Bundle alone = Pki.selfSigned(
                Pki.builder("CN=service").addSanIpAddress("127.0.0.1").setIsCertificateAuthority(true));

        String agreed = handshake(alone, spec(mode, BY_ADDRESS));
        if (mode == VerifyMode.PEER) {
            assertThat(agreed).contains("SELF_SIGNED");
        } else {
            assertThat(agreed).isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "db.door.test,   db.door.test,   DEFAULT, true",
        "DB.door.test,   db.door.test,   DEFAULT, true",
        "db.door.test,   other.door.test, DEFAULT, false",
        "*.door.test,    db.door.test,   DEFAULT, false",
        "*.door.test,    db.door.test,   HTTPS,   true",
        "*.door.test,    a.db.door.test, HTTPS,   false",
        "*.door.test,    door.test,      HTTPS,   false",
        "*.test,         door.test,      HTTPS,   false",
        "d*.door.test,   db.door.test,   HTTPS,   false",
    })
    void holdsTheCertificateAgainstTheName(String has, String wanted, Protocol protocol, boolean fits)
            throws Exception {
        // The builder's own method takes no wildcard.
        byte[] names = new GeneralNames(new GeneralName(GeneralName.dNSName, has)).getEncoded();
        X509Bundle certificate =
                Pki.signed(Pki.builder("CN=service").addExtensionOctetString("2.5.29.17", false, names), AUTHORITY);

        String agreed = handshake(certificate, spec(VerifyMode.PEER, named(wanted, protocol)));
        assertThat(agreed)
                .isEqualTo(fits ? "TLSv1.3" : "(certificate_unknown) the server's certificate is not for " + wanted);
    }

    @Test
    void doesNotLookAtTheNameUnlessItIsToSayIt() throws Exception {
        assertThat(handshake(Pki.server("elsewhere.test"), spec(VerifyMode.PEER, BY_ADDRESS)))
                .contains("not for 127.0.0.1");
        assertThat(handshake(Pki.server("elsewhere.test"), spec(VerifyMode.PEER, ANY)))
                .isEqualTo("TLSv1.3");
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        own = Optional.of(Pki.pem(directory, Pki.signed(Pki.builder("CN=door"), AUTHORITY)));

        assertThat(handshake(atLoopback(), spec(VerifyMode.PEER, BY_ADDRESS))).startsWith("TLSv1.3 and showed ");
    }

    @Test
    void speaksTheVersionsAndSuitesAskedFor() throws Exception {
        versions = List.of("tlsv1.2");
        ciphers = Optional.of("ECDHE-ECDSA-AES256-GCM-SHA384");

        assertThat(handshake(atLoopback(), spec(VerifyMode.PEER, BY_ADDRESS))).isEqualTo("TLSv1.2");
        assertThat(ClientContext.of(spec(VerifyMode.PEER, BY_ADDRESS))
                        .context()
                        .orElseThrow()
                        .parameters()
                        .getCipherSuites())
                .containsExactly("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void saysWhatCannotBeUsed() {
        versions = List.of("tlsv1.1");
        ciphers = Optional.of("NOT-A-SUITE");
        own = Optional.of(directory.resolve("nowhere.pem"));

        ClientContext.Result result = ClientContext.of(spec(VerifyMode.PEER, BY_ADDRESS));

        assertThat(result.context()).isEmpty();
        assertThat(result.faults())
                .extracting(TlsFault::key)
                .containsExactlyInAnyOrder("certfile", "versions", "ciphers");
    }
}
