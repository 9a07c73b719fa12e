package im.vestibule.compare;

import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Writes a self-signed certificate with an EC key in a form that every server reads. */
final class Certificate {
    private static final int BITS = 256;

    private Certificate() {}

    /** ejabberd finds a key's certificate by the public key, so that has to be beside the private one (RFC 5915). */
    static void write(Path file) throws IOException {
        SelfSigned.write(file, List.of(Peer.DOMAIN), Instant.now());
        StringWriter text = new StringWriter();
        try (PemReader in = new PemReader(new StringReader(Files.readString(file)));
                PemWriter out = new PemWriter(text)) {
            PemObject certificate = in.readPemObject();
            PrivateKeyInfo key = PrivateKeyInfo.getInstance(in.readPemObject().getContent());
            out.writeObject(certificate);
            ECPrivateKey whole = new ECPrivateKey(
                    BITS,
                    ECPrivateKey.getInstance(key.parsePrivateKey()).getKey(),
                    new X509CertificateHolder(certificate.getContent())
                            .getSubjectPublicKeyInfo()
                            .getPublicKeyData(),
                    key.getPrivateKeyAlgorithm().getParameters());
            out.writeObject(new PemObject("EC PRIVATE KEY", whole.getEncoded()));
        }
        Files.writeString(file, text.toString());
    }
}
