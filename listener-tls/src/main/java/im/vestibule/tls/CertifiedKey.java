package im.vestibule.tls;

import im.vestibule.config.TlsSpec.Certificate;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate of ours with its key.
 *
 * @param hosts names that SNI may ask for, lower case; none for a listener's own certificate
 * @param chain the leaf first, then each one's issuer as far as the file has it
 */
record CertifiedKey(List<String> hosts, List<X509Certificate> chain, PrivateKey key) {
    private static final Integer DNS_NAME = 2;

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** The algorithm as JSSE asks a key manager for it: {@code RSA}, {@code EC}, {@code EdDSA}, {@code RSASSA-PSS}. */
    String algorithm() {
        return key.getAlgorithm();
    }

    /** The DNS names that the certificate is for (RFC 5280 section 4.2.1.6). */
    List<String> names() {
        try {
            Collection<List<?>> names = leaf().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return "CertifiedKey[" + hosts + ", " + leaf().getSubjectX500Principal() + "]";
    }

    /**
     * Reads certificate and key, in one file or in two, in any order.
     *
     * @param prefix of the faults' keys: empty, or {@code certificates[0].}
     */
    static Optional<CertifiedKey> read(Certificate table, String prefix, Instant now, Faults faults) {
        Path certfile = table.certfile();
        Optional<Path> keyfile = table.keyfile();
        String certificateKey = prefix + "certfile";
        String keyKey = keyfile.isPresent() ? prefix + "keyfile" : certificateKey;
        Optional<List<PemObject>> blocks = Pem.blocks(certfile, certificateKey, faults);
        Optional<List<PemObject>> keyBlocks = keyfile.isPresent() ? Pem.blocks(keyfile.get(), keyKey, faults) : blocks;
        List<X509Certificate> certificates = blocks.map(
                        found -> Pem.certificates(found, certfile, certificateKey, faults))
                .orElse(List.of());
        Optional<PrivateKey> key = keyBlocks.flatMap(found ->
                new PrivateKeys(keyfile.orElse(certfile), table.password(), prefix, keyKey, faults).first(found));
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Optional<X509Certificate> leaf = certificates.stream()
                .filter(certificate -> belong(key.get(), certificate.getPublicKey()))
                .findFirst();
        if (leaf.isEmpty()) {
            faults.error(keyKey, "the private key does not belong to the certificate in " + certfile);
            return Optional.empty();
        }
        List<String> hosts = table.hosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        CertifiedKey certified = new CertifiedKey(hosts, chain(leaf.get(), certificates), key.get());
        certified.warn(certificateKey, now, faults);
        return Optional.of(certified);
    }

    /** Whether one signs what the other verifies. */
    private static boolean belong(PrivateKey key, PublicKey candidate) {
        if (!key.getAlgorithm().equals(candidate.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            if (key.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(candidate);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            // Keys of different curves, sizes or parameters.
            return false;
        }
    }

    private static List<X509Certificate> chain(X509Certificate leaf, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        for (Optional<X509Certificate> next = issuer(leaf, certificates);
                next.isPresent() && !chain.contains(next.get());
                next = issuer(chain.getLast(), certificates)) {
            chain.add(next.get());
        }
        return List.copyOf(chain);
    }

    /** The chain as far as more certificates carry it, but for a root, which a client has to know by itself. */
    CertifiedKey completed(List<X509Certificate> more) {
        List<X509Certificate> all = new ArrayList<>(chain);
        more.stream()
                .filter(certificate ->
                        !certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal()))
                .forEach(all::add);
        return new CertifiedKey(hosts, chain(leaf(), all), key);
    }

    private static Optional<X509Certificate> issuer(X509Certificate issued, List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
                .findFirst();
    }

    private void warn(String where, Instant now, Faults faults) {
        for (X509Certificate certificate : chain) {
            String subject = certificate.getSubjectX500Principal().getName();
            Instant end = certificate.getNotAfter().toInstant();
            if (now.isAfter(end)) {
                faults.warning(where, "the certificate of " + subject + " expired on " + end, "clients will refuse it");
            }
            Instant start = certificate.getNotBefore().toInstant();
            if (now.isBefore(start)) {
                faults.warning(where, "the certificate of " + subject + " is valid only from " + start);
            }
        }
        if (leaf().getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < 2048) {
            faults.warning(
                    where, "an RSA key of " + rsa.getModulus().bitLength() + " bits is too short", "use 2048 or more");
        }
    }
}
