package im.vestibule.tls;

import im.vestibule.config.TlsSpec;
import im.vestibule.config.TlsSpec.VerifyMode;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The files that client certificates are held against: {@code cacertfile} and {@code crl_files}. */
final class PeerFiles {
    private PeerFiles() {}

    /** The certificates of {@code cacertfile}; none if it is not set, or is not readable, which then is a fault. */
    static List<X509Certificate> authorities(TlsSpec spec, Faults faults) {
        String key = "cacertfile";
        return spec.cacertfile()
                .flatMap(file ->
                        Pem.blocks(file, key, faults).map(blocks -> Pem.certificates(blocks, file, key, faults)))
                .orElse(List.of());
    }

    /**
     * @param asked whether clients are asked for a certificate
     * @return who judges their certificates; empty if they are not asked for any
     */
    static Optional<PeerVerifier> verifier(
            TlsSpec spec, boolean asked, List<X509Certificate> authorities, Instant now, Faults faults) {
        List<X509CRL> revocations = new ArrayList<>();
        for (int i = 0; i < spec.crlFiles().size(); i++) {
            revocations.addAll(revocations(spec.crlFiles().get(i), "crl_files[" + i + "]", now, faults));
        }
        if (spec.verifyModeWritten()
                && spec.verifyMode() != VerifyMode.NONE
                && spec.cacertfile().isEmpty()) {
            faults.error("cacertfile", "verify_mode needs it", "name the authorities that sign client certificates");
        }
        if (!asked) {
            if (!spec.crlFiles().isEmpty()) {
                faults.warning("crl_files", "no client certificate is asked for, so none is looked up");
            }
            return Optional.empty();
        }
        boolean selfSigned = spec.verifyMode() == VerifyMode.SELFSIGNED_PEER;
        return Optional.of(new PeerVerifier(authorities, revocations, selfSigned));
    }

    private static List<X509CRL> revocations(Path file, String key, Instant now, Faults faults) {
        List<X509CRL> revocations = new ArrayList<>();
        Optional<byte[]> bytes = Pem.bytes(file, key, faults);
        if (bytes.isEmpty()) {
            return revocations;
        }
        try {
            Collection<? extends java.security.cert.CRL> found =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(bytes.get()));
            found.forEach(list -> revocations.add((X509CRL) list));
        } catch (CRLException | CertificateException _) {
            faults.error(key, file + " is no revocation list, neither in PEM nor in DER");
            return revocations;
        }
        if (revocations.isEmpty()) {
            faults.error(key, file + " holds no revocation list");
        }
        for (X509CRL list : revocations) {
            if (list.getNextUpdate() != null && now.isAfter(list.getNextUpdate().toInstant())) {
                faults.warning(
                        key,
                        "the list in " + file + " is out of date since "
                                + list.getNextUpdate().toInstant(),
                        "until there is a new one, certificates of its authority are refused");
            }
        }
        return revocations;
    }
}
