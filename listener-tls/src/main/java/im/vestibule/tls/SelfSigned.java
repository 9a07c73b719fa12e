package im.vestibule.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Makes a certificate to start with, where there is none yet. Nobody trusts it but those who are told to. */
public final class SelfSigned {
    /** The longest that Apple's clients put up with, even for a certificate that its user trusts. */
    static final Duration LIFETIME = Duration.ofDays(825);

    /** For clients whose clock is behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSigned() {}

    /**
     * Writes certificate and key, EC P-256, into one PEM file that only its owner may read. The file appears whole, in
     * place of one that may be there.
     *
     * @param hosts domains for the subject alternative names, at least one; {@code localhost} brings the loopback
     *     addresses along
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, List<String> hosts, Instant now) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        // A temporary file is its owner's alone from the beginning.
        Path fresh = Files.createTempFile(directory, file.getFileName().toString(), ".new");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer pem = ByteBuffer.wrap(pem(hosts, now).getBytes(StandardCharsets.US_ASCII));
                while (pem.hasRemaining()) {
                    channel.write(pem);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String pem(List<String> hosts, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair pair = generator.generateKeyPair();
            StringWriter text = new StringWriter();
            try (PemWriter writer = new PemWriter(text)) {
                writer.writeObject(new PemObject("CERTIFICATE", certificate(pair, hosts, now)));
                writer.writeObject(
                        new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            return text.toString();
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("every JDK has ECDSA with P-256", e);
        }
    }

    /** DER. */
    private static byte[] certificate(KeyPair pair, List<String> hosts, Instant now)
            throws IOException, OperatorCreationException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, hosts.getFirst())
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, RANDOM),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.minus(BACKDATED).plus(LIFETIME)),
                name,
                pair.getPublic());
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        builder.addExtension(Extension.subjectAlternativeName, false, names(hosts))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
    }

    private static GeneralNames names(List<String> hosts) {
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            names.add(new GeneralName(GeneralName.dNSName, host));
        }
        if (hosts.contains("localhost")) {
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        }
        return new GeneralNames(names.toArray(new GeneralName[0]));
    }
}
