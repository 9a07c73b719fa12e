package im.vestibule.it;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs certificates for servers. */
final class Authority {
    private final X509Bundle own;

    Authority() {
        try {
            own = new CertificateBuilder()
                    .subject("CN=Authority of tests")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code own.pem}, with the key, for a domain and those below it, and {@code ca.pem}. */
    void write(Path directory, String domain) throws IOException {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .subject("CN=" + domain)
                    .addSanDnsName(domain)
                    .addSanDnsName("*." + domain)
                    .buildIssuedBy(own);
            Files.writeString(
                    directory.resolve("own.pem"), bundle.getCertificatePathPEM() + bundle.getPrivateKeyPEM());
            Files.writeString(directory.resolve("ca.pem"), own.getCertificatePEM());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
