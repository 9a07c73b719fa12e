package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.vestibule.tls.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Against a server that shows its certificate and then hangs up. */
class TlsTest {
    /** What is said once the certificate is believed. */
    private static final String HUNG_UP = "it hangs up without an answer (https:// instead of http://?)";

    private static final char[] NO_PASSWORD = {};

    @TempDir
    private Path directory = Path.of("");

    private Path certificate(String name, String host) throws IOException {
        Path file = directory.resolve(name);
        SelfSigned.write(file, List.of(host), Instant.now());
        return file;
    }

    /** What becomes of a question to a server with this certificate. */
    private static String ask(Path served, Trust trust) throws Exception {
        try (SSLServerSocket socket = (SSLServerSocket)
                context(served).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> {
                try (Socket client = socket.accept()) {
                    // Reads, so that the handshake is done.
                    client.getInputStream().read();
                } catch (IOException _) {
                    // The client does not believe it.
                }
            });
            URI url = URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/");
            try (Client client = Client.of(new Target(url, Optional.empty(), trust, Optional.empty()))) {
                IOException fault = catchThrowableOfType(
                        IOException.class, () -> client.ask("query {a}", JsonNodeFactory.instance.objectNode()));
                return Faults.words(fault);
            } finally {
                server.join();
            }
        }
    }

    private static SSLContext context(Path pem) throws Exception {
        String text = Files.readString(pem);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block(text, "CERTIFICATE")));
        PrivateKey key =
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY")));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("own", key, NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static byte[] block(String pem, String type) {
        String begin = "-----BEGIN " + type + "-----";
        int from = pem.indexOf(begin) + begin.length();
        return Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf("-----END", from)));
    }

    @Test
    void theListenersOwnCertificateIsTrustedWhateverItsNames() throws Exception {
        Path own = certificate("own.pem", "elsewhere.test");
        assertThat(ask(own, new Trust.Exactly(List.of(own)))).isEqualTo(HUNG_UP);
    }

    @Test
    void anotherOneIsNot() throws Exception {
        Path own = certificate("own.pem", "localhost");
        Path other = certificate("other.pem", "localhost");
        assertThat(ask(other, new Trust.Exactly(List.of(own))))
                .isEqualTo("TLS failed: it shows another certificate than there is in " + own
                        + "; if the file is new, the server has not read it yet");
    }

    @Test
    void anAuthorityIsBelievedForTheNamesInTheCertificate() throws Exception {
        Path local = certificate("local.pem", "localhost");
        Path elsewhere = certificate("elsewhere.pem", "elsewhere.test");
        assertThat(ask(local, new Trust.Authorities(local))).isEqualTo(HUNG_UP);
        assertThat(ask(elsewhere, new Trust.Authorities(elsewhere))).startsWith("TLS failed: No subject alternative");
    }

    @Test
    void nobodyElseIs() throws Exception {
        Path own = certificate("own.pem", "localhost");
        assertThat(ask(own, new Trust.Usual()))
                .isEqualTo(
                        "TLS failed: its certificate is from no authority that is trusted here; name one with --cafile");
    }

    @Test
    void aFileThatSaysNothingAboutTrustIsNamed() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        assertThat(catchThrowableOfType(IOException.class, () -> Tls.context(new Trust.Authorities(empty))))
                .hasMessage(empty + " holds no certificate");
        Path missing = directory.resolve("missing.pem");
        assertThat(catchThrowableOfType(IOException.class, () -> Tls.context(new Trust.Authorities(missing))))
                .hasMessage("cannot read " + missing + ", which says whom to trust: there is no such file");
    }
}
