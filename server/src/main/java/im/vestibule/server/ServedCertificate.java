package im.vestibule.server;

import im.vestibule.tls.TlsCertificate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that a listener shows to clients now.
 *
 * @param listener its key
 * @param file the certificate was read from
 * @param hosts it is for
 * @param subject its distinguished name
 * @param notAfter when it ends
 */
public record ServedCertificate(String listener, Path file, List<String> hosts, String subject, Instant notAfter) {
    static ServedCertificate of(String listener, TlsCertificate certificate) {
        return new ServedCertificate(
                listener, certificate.file(), certificate.hosts(), certificate.subject(), certificate.notAfter());
    }
}
