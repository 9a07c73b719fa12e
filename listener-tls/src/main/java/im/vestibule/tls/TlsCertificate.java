package im.vestibule.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that a context shows to clients.
 *
 * @param key where its table names it: {@code certfile} or {@code certificates[0].certfile}
 * @param file it was read from
 * @param hosts it is for: those of its table, else the DNS names that it has itself
 * @param subject its distinguished name
 * @param notAfter when it ends
 */
public record TlsCertificate(String key, Path file, List<String> hosts, String subject, Instant notAfter) {
    static TlsCertificate of(String key, Path file, CertifiedKey certified) {
        return new TlsCertificate(
                key,
                file,
                certified.hosts().isEmpty() ? certified.names() : certified.hosts(),
                certified.leaf().getSubjectX500Principal().getName(),
                certified.leaf().getNotAfter().toInstant());
    }
}
