package im.vestibule.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Certificates of the tests' own. Elliptic curves where nothing else is asked for, because they are quick to make. */
final class Pki {
    /** The one that tests trust. */
    static final X509Bundle AUTHORITY = authority("CN=Authority");

    /** The one that nobody trusts. */
    static final X509Bundle STRANGER = authority("CN=Stranger");

    private Pki() {}

    static X509Bundle authority(String subject) {
        return selfSigned(builder(subject).setIsCertificateAuthority(true));
    }

    /** In date now, for both ends of TLS. */
    static CertificateBuilder builder(String subject) {
        return new CertificateBuilder()
                .subject(subject)
                .ecp256()
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(30)));
    }

    /** A server's certificate of {@link #AUTHORITY}. */
    static X509Bundle server(String host) {
        return signed(builder("CN=" + host).addSanDnsName(host), AUTHORITY);
    }

    static X509Bundle signed(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static X509Bundle selfSigned(CertificateBuilder builder) {
        try {
            return builder.buildSelfSigned();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Chain and key in one file. */
    static Path pem(Path directory, X509Bundle bundle) {
        return file(directory, bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM());
    }

    static Path certificate(Path directory, X509Bundle bundle) {
        return file(directory, bundle.getCertificatePEM());
    }

    static Path file(Path directory, String... parts) {
        try {
            return Files.writeString(Files.createTempFile(directory, "tls", ".pem"), String.join("\n", parts));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
