package im.vestibule.server;

import im.vestibule.config.S2sSpec;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.tls.TlsCertificate;
import im.vestibule.tls.TlsFault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One table {@code s2s}, with what its files have come to where we call other servers. Changed by one thread at a time. */
final class CallTable {
    private final S2sSpec spec;
    private final TlsNews news;
    private volatile OutgoingTls tls;
    private Fingerprint served;
    private Fingerprint seen;

    private CallTable(S2sSpec spec, TlsNews news, OutgoingTls tls, Fingerprint files) {
        this.spec = spec;
        this.news = news;
        this.tls = tls;
        served = files;
        seen = files;
    }

    /** @param table empty if there is an error among the faults */
    record Result(Optional<CallTable> table, List<TlsFault> faults) {}

    /** @param key of the table */
    static Result read(String key, S2sSpec spec) {
        Map<String, Path> files = new LinkedHashMap<>();
        spec.certfile().ifPresent(file -> files.put("certfile", file));
        spec.cacertfile().ifPresent(file -> files.put("cacertfile", file));
        TlsNews news = new TlsNews(key, files);
        // Taken first: what is written meanwhile makes a difference the next time.
        Fingerprint before = Fingerprint.of(files.values());
        OutgoingTls.Result result = open(spec);
        return new Result(result.tls().map(tls -> new CallTable(spec, news, tls, before)), result.faults());
    }

    private static OutgoingTls.Result open(S2sSpec spec) {
        return OutgoingTls.of(spec.certfile(), spec.cacertfile(), spec.ciphers());
    }

    S2sSpec spec() {
        return spec;
    }

    OutgoingTls tls() {
        return tls;
    }

    List<Path> files() {
        return List.copyOf(news.files().values());
    }

    private List<TlsCertificate> certificates() {
        return tls.certificate().stream().toList();
    }

    /** Whether the files differ from what they were when last looked at. */
    boolean changed() {
        return !Fingerprint.of(news.files().values()).equals(seen);
    }

    /** Reads the files again; calls from now on go by them if they can be used. */
    TlsReload reload() {
        Fingerprint now = Fingerprint.of(news.files().values());
        seen = now;
        if (now.equals(served)) {
            return new TlsReload.Unchanged(news.table());
        }
        OutgoingTls.Result result = open(spec);
        if (result.tls().isEmpty()) {
            news.refused(result.faults());
            return new TlsReload.Refused(news.table(), result.faults());
        }
        news.doubtful(result.faults());
        List<TlsCertificate> before = certificates();
        tls = result.tls().get();
        served = now;
        news.replaced(before, certificates());
        return new TlsReload.Replaced(news.table(), certificates());
    }

    /** Tells what a table of the same key in a new configuration has made of it. */
    void become(CallTable fresh) {
        if (!served.equals(fresh.served)) {
            fresh.news.replaced(certificates(), fresh.certificates());
        }
    }
}
