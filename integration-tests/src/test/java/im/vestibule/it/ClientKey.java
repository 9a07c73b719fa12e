package im.vestibule.it;

import im.vestibule.tls.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLSocket;

/** A certificate for a client, which is its own authority. */
final class ClientKey {
    private static final char[] NO_PASSWORD = {};

    private final KeyManager[] managers;

    /**
     * Makes one.
     *
     * @param file takes certificate and key
     * @param commonName of the subject
     */
    ClientKey(Path file, String commonName) throws IOException, GeneralSecurityException {
        SelfSigned.write(file, List.of(commonName), Instant.now());
        String pem = Files.readString(file);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        String key = pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*", "");
        PrivateKey secret = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("client", secret, NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        managers = factory.getKeyManagers();
    }

    /** Does a handshake over a connected socket, and shows the certificate. */
    SSLSocket over(Socket socket) throws IOException {
        return Tls.over(Tls.context(managers), socket);
    }
}
