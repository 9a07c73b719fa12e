package im.vestibule.it;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A client's certificate, which it shows whichever authorities the server has named. */
final class Badge extends X509ExtendedKeyManager {
    /** The authority that the doors of a test trust. */
    static final X509Bundle AUTHORITY = signedByItself(certificate("CN=Authority"));

    /** One that they do not. */
    static final X509Bundle STRANGER = signedByItself(certificate("CN=Stranger"));

    private static final String ALIAS = "only";

    private final X509Bundle bundle;

    private Badge(X509Bundle bundle) {
        this.bundle = bundle;
    }

    /** How a certificate came about. */
    enum Made {
        WELL,
        EXPIRED,
        NOT_YET_VALID,
        SELF_SIGNED,
        BY_A_STRANGER
    }

    /**
     * A client that shows a certificate.
     *
     * @param subject as RFC 2253 writes it
     * @param addresses its XMPP addresses
     */
    static SSLContext client(Made made, String subject, String... addresses) {
        return of(made, subject, addresses).client();
    }

    /** The same, for who must know it. */
    static Badge of(Made made, String subject, String... addresses) {
        CertificateBuilder builder = certificate(subject);
        for (String address : addresses) {
            builder.addSanOtherName("1.3.6.1.5.5.7.8.5", utf8(address));
        }
        Instant now = Instant.now();
        X509Bundle bundle = switch (made) {
            case WELL -> signed(builder, AUTHORITY);
            case EXPIRED -> signed(builder.notAfter(now.minus(Duration.ofHours(1))), AUTHORITY);
            case NOT_YET_VALID -> signed(builder.notBefore(now.plus(Duration.ofDays(1))), AUTHORITY);
            case SELF_SIGNED -> signedByItself(builder);
            case BY_A_STRANGER -> signed(builder, STRANGER);
        };
        return new Badge(bundle);
    }

    SSLContext client() {
        return Tls.context(this);
    }

    /** The certificate with its key. */
    String keyed() {
        return bundle.getCertificatePEM() + bundle.getPrivateKeyPEM();
    }

    String pem() {
        return bundle.getCertificatePEM();
    }

    /** A certificate and its key in PEM, for servers of these names. */
    static String pem(String subject, String... servers) {
        CertificateBuilder builder = certificate(subject);
        List.of(servers).forEach(builder::addSanDnsName);
        X509Bundle bundle = signed(builder, AUTHORITY);
        return bundle.getPrivateKeyPEM() + "\n" + bundle.getCertificatePEM();
    }

    /** A revocation list of {@link #AUTHORITY} with these certificates on it, in PEM. */
    static String revocations(Badge... revoked) {
        try {
            Instant now = Instant.now();
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(AUTHORITY.getCertificate(), Date.from(now));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(7))));
            for (Badge each : revoked) {
                builder.addCRLEntry(
                        each.bundle.getCertificate().getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
            }
            byte[] list = builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(AUTHORITY.getKeyPair().getPrivate()))
                    .getEncoded();
            return "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(list)
                    + "\n-----END X509 CRL-----\n";
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static CertificateBuilder certificate(String subject) {
        return new CertificateBuilder()
                .subject(subject)
                .ecp256()
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(30)));
    }

    private static byte[] utf8(String text) {
        try {
            return new DERUTF8String(text).getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Bundle signed(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static X509Bundle signedByItself(CertificateBuilder builder) {
        try {
            return builder.setIsCertificateAuthority(true).buildSelfSigned();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return bundle.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return bundle.getKeyPair().getPrivate();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
