package im.vestibule.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** PEM files (RFC 7468), read as the blocks they hold, in any order and with anything between them. */
final class Pem {
    /** The largest bundle of authorities in the field has a quarter of it. */
    static final int MAX_BYTES = 1 << 20;

    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private Pem() {}

    /** The bytes of a file, or a fault under {@code key}. */
    static Optional<byte[]> bytes(Path file, String key, Faults faults) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return Optional.of(bytes);
            }
            faults.error(key, file + " is larger than 1 MiB");
        } catch (NoSuchFileException _) {
            faults.error(key, file + " does not exist");
        } catch (AccessDeniedException _) {
            faults.error(key, file + " may not be read", "give this user the right to read it");
        } catch (IOException e) {
            faults.error(key, file + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The blocks of a file, or a fault under {@code key}. */
    static Optional<List<PemObject>> blocks(Path file, String key, Faults faults) {
        Optional<byte[]> bytes = bytes(file, key, faults);
        return bytes.flatMap(read -> {
            try {
                return Optional.of(blocks(new String(read, StandardCharsets.ISO_8859_1)));
            } catch (IOException | RuntimeException _) {
                // Base64 that breaks off surfaces as BouncyCastle's DecoderException, which is unchecked.
                faults.error(key, file + " has a broken PEM block", "was it cut short or edited?");
                return Optional.empty();
            }
        });
    }

    private static List<PemObject> blocks(String text) throws IOException {
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject found = reader.readPemObject(); found != null; found = reader.readPemObject()) {
                blocks.add(found);
            }
        }
        return blocks;
    }

    /** A header of RFC 1421, such as {@code Proc-Type}; empty if the block has none of that name. */
    static String header(PemObject block, String name) {
        for (Object each : block.getHeaders()) {
            if (each instanceof PemHeader header && header.getName().equals(name)) {
                return header.getValue();
            }
        }
        return "";
    }

    /** The certificates among the blocks of {@code file}, in its order; none, and a fault, if there are none. */
    static List<X509Certificate> certificates(List<PemObject> blocks, Path file, String key, Faults faults) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : blocks) {
            if (CERTIFICATE.contains(block.getType())) {
                try {
                    certificates.add(certificate(block.getContent()));
                } catch (CertificateException _) {
                    faults.error(key, "certificate " + (certificates.size() + 1) + " of " + file + " is broken");
                    return List.of();
                }
            }
        }
        if (certificates.isEmpty()) {
            faults.error(key, file + " holds no certificate", "it would begin with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }
}
