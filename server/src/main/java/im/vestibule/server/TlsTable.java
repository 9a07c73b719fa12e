package im.vestibule.server;

import im.vestibule.config.TlsSpec;
import im.vestibule.tls.TlsCertificate;
import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsUse;
import im.vestibule.xmpp.Tls;
import java.nio.file.Path;
import java.util.List;

/** One listener's {@code tls} table, with what its files have come to. Changed by one thread at a time. */
final class TlsTable {
    private final String listener;
    private final TlsSpec spec;
    private final TlsUse use;
    private final Tls tls;
    private volatile TlsContext context;
    private Fingerprint served;
    private Fingerprint seen;

    /**
     * @param listener its key
     * @param files what they held before the context was made of them
     */
    TlsTable(String listener, TlsSpec spec, TlsUse use, TlsContext context, Fingerprint files) {
        this(listener, spec, use, new Tls(context), context, files);
    }

    private TlsTable(String listener, TlsSpec spec, TlsUse use, Tls tls, TlsContext context, Fingerprint files) {
        this.listener = listener;
        this.spec = spec;
        this.use = use;
        this.tls = tls;
        this.context = context;
        this.served = files;
        this.seen = files;
    }

    static Fingerprint fingerprint(TlsSpec spec) {
        return Fingerprint.of(spec.files().values());
    }

    /** The same for as long as the listener lives. */
    Tls tls() {
        return tls;
    }

    List<TlsCertificate> certificates() {
        return context.certificates();
    }

    List<Path> files() {
        return List.copyOf(spec.files().values());
    }

    /** Whether the files differ from what they were when last looked at. */
    boolean changed() {
        return !fingerprint(spec).equals(seen);
    }

    /** Reads the files again, and serves new connections by them if they can be used. */
    TlsReload reload() {
        // Taken first: what is written meanwhile makes a difference the next time.
        Fingerprint now = fingerprint(spec);
        seen = now;
        if (now.equals(served)) {
            return new TlsReload.Unchanged(listener);
        }
        TlsContext.Result result = TlsContext.of(spec, use);
        if (result.context().isEmpty()) {
            news().refused(result.faults());
            return new TlsReload.Refused(listener, result.faults());
        }
        news().doubtful(result.faults());
        serve(result.context().get());
        served = now;
        return new TlsReload.Replaced(listener, certificates());
    }

    /** Goes on as the table of a new configuration, whose own context is not in service yet. */
    TlsTable become(TlsTable fresh) {
        if (spec.equals(fresh.spec) && use.equals(fresh.use) && served.equals(fresh.served)) {
            fresh.close();
            return new TlsTable(fresh.listener, spec, use, tls, context, served);
        }
        serve(fresh.context);
        return new TlsTable(fresh.listener, fresh.spec, fresh.use, tls, context, fresh.served);
    }

    private void serve(TlsContext fresh) {
        List<TlsCertificate> before = certificates();
        tls.replace(fresh);
        context = fresh;
        news().replaced(before, certificates());
    }

    private TlsNews news() {
        return new TlsNews(listener, spec.files());
    }

    /** For when no new connection can come. Connections made before go on. */
    void close() {
        tls.close();
    }
}
