package im.vestibule.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what was said of which certificate's end. Used by one thread. */
final class ExpiryNotices {
    private static final Logger log = LoggerFactory.getLogger(ExpiryNotices.class);

    private final Map<ServedCertificate, Expiry> said = new HashMap<>();

    /** Something to say. */
    record Notice(ServedCertificate certificate, Expiry expiry) {}

    /** What is to be said now, and will not be again. A certificate that is no longer served is forgotten. */
    List<Notice> due(List<ServedCertificate> served, Instant now) {
        said.keySet().retainAll(served);
        List<Notice> notices = new ArrayList<>();
        for (ServedCertificate certificate : served) {
            Optional<Expiry> expiry = Expiry.of(certificate.notAfter(), now);
            expiry.filter(near -> !near.equals(said.put(certificate, near)))
                    .ifPresent(near -> notices.add(new Notice(certificate, near)));
        }
        return notices;
    }

    /** Logs what is due. */
    void say(List<ServedCertificate> served, Instant now) {
        for (Notice notice : due(served, now)) {
            ServedCertificate certificate = notice.certificate();
            log.atWarn()
                    .addKeyValue("listener", certificate.listener())
                    .addKeyValue("file", certificate.file())
                    .addKeyValue("hosts", certificate.hosts())
                    .addKeyValue("not_after", certificate.notAfter())
                    .addKeyValue(
                            "days_left",
                            Duration.between(now, certificate.notAfter()).toDays())
                    .log(notice.expiry() == Expiry.OVER ? "certificate_expired" : "certificate_expires");
        }
    }
}
