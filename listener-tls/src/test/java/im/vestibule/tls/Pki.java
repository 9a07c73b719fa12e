package im.vestibule.tls;

import im.vestibule.config.TlsSpec.Certificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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

    /** A certificate that is its own authority, with its key. */
    static CertifiedKey alone(Path directory, Instant now) {
        try {
            Path file = Files.createTempDirectory(directory, "alone").resolve("alone.pem");
            SelfSigned.write(file, List.of("romeo.test"), now);
            return CertifiedKey.read(
                            new Certificate(List.of(), file, Optional.empty(), Optional.empty()), "", now, new Faults())
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static CertifiedKey key(X509Bundle bundle) {
        return new CertifiedKey(
                List.of(), bundle.getCertificatePathList(), bundle.getKeyPair().getPrivate());
    }

    /** A revocation list, valid for a week, that names the certificates. */
    static X509CRL revocations(X509Bundle issuer, Instant thisUpdate, X509Certificate... revoked) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(issuer.getCertificate(), Date.from(thisUpdate));
            builder.setNextUpdate(Date.from(thisUpdate.plus(Duration.ofDays(7))));
            // What is revoked at a moment is valid at it, as the JDK has it, and a list tells no milliseconds.
            Date before = Date.from(thisUpdate.minusSeconds(1));
            for (X509Certificate each : revoked) {
                builder.addCRLEntry(each.getSerialNumber(), before, CRLReason.keyCompromise);
            }
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(issuer.getKeyPair().getPrivate());
            return new JcaX509CRLConverter().getCRL(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
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
