package im.vestibule.server;

import im.vestibule.tls.TlsCertificate;
import im.vestibule.tls.TlsFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of the files of one table that were read again.
 *
 * @param table its key; of a listener, or {@code s2s}
 * @param files that it names, by their keys
 */
record TlsNews(String table, Map<String, Path> files) {
    private static final Logger log = LoggerFactory.getLogger(TlsNews.class);

    /** New ones are in service. */
    void replaced(List<TlsCertificate> before, List<TlsCertificate> now) {
        List<TlsCertificate> changed = now.stream()
                .filter(certificate -> !before.contains(certificate))
                .toList();
        if (changed.isEmpty()) {
            log.atInfo().addKeyValue("listener", table).log("tls_replaced");
        }
        for (TlsCertificate certificate : changed) {
            log.atInfo()
                    .addKeyValue("listener", table)
                    .addKeyValue("file", certificate.file())
                    .addKeyValue("not_after", certificate.notAfter())
                    .log("certificate_replaced");
        }
    }

    /** One line, however much is wrong. */
    void refused(List<TlsFault> faults) {
        List<TlsFault> errors = faults.stream()
                .filter(fault -> fault.severity() == TlsFault.Severity.ERROR)
                .toList();
        log.atError()
                .addKeyValue("listener", table)
                .addKeyValue("file", file(errors.getFirst()))
                .addKeyValue("reason", errors.stream().map(TlsFault::what).collect(Collectors.joining("; ")))
                .log("certificate_refused");
    }

    /** They are in service, though something is odd. */
    void doubtful(List<TlsFault> faults) {
        for (TlsFault fault : faults) {
            log.atWarn()
                    .addKeyValue("listener", table)
                    .addKeyValue("file", file(fault))
                    .addKeyValue("reason", fault.what())
                    .log("certificate_doubtful");
        }
    }

    /** What a fault is about; a certificate, if it names no file. */
    private Path file(TlsFault fault) {
        Path own = files.containsKey("certfile")
                ? files.get("certfile")
                : files.values().iterator().next();
        return files.getOrDefault(fault.key(), own);
    }
}
