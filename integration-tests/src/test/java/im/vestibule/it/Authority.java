package im.vestibule.it;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Signs certificates for servers. */
final class Authority {
    /** Long enough that nobody is warned of its end. */
    private static final Duration LIFE = Duration.ofDays(60);

    private final X509Bundle own;

    Authority() {
        try {
            own = new CertificateBuilder()
                    .subject("CN=Authority of tests")
                    .notAfter(Instant.now().plus(LIFE))
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a server that speaks for a domain, and believes everybody. */
    SSLContext server(String domain) {
        try {
            KeyManagerFactory keys = issue(domain).toKeyManagerFactory();
            return Tls.context(keys.getKeyManagers());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Bundle issue(String domain) throws Exception {
        return new CertificateBuilder()
                // ejabberd makes nothing of EC keys as the builder writes them.
                .algorithm(CertificateBuilder.Algorithm.rsa2048)
                .subject("CN=" + domain)
                .notAfter(Instant.now().plus(LIFE))
                .addSanDnsName(domain)
                .buildIssuedBy(own);
    }

    /** Writes {@code own.pem}, with the key, for a domain, and {@code ca.pem}. */
    void write(Path directory, String domain) throws IOException {
        try {
            X509Bundle bundle = issue(domain);
            Files.writeString(directory.resolve("own.pem"), bundle.getCertificatePathPEM() + bundle.getPrivateKeyPEM());
            Files.writeString(directory.resolve("ca.pem"), own.getCertificatePEM());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
