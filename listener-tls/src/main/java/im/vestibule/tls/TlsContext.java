package im.vestibule.tls;

import im.vestibule.config.TlsSpec;
import im.vestibule.tls.PeerIdentity.Absent;
import im.vestibule.tls.PeerIdentity.Verified;
import io.netty.buffer.ByteBufAllocator;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The TLS of one listener, built from its table: certificates read, keys matched, suites chosen. Immutable; used from
 * every event loop. To reload, build another and close this one: connections made by it go on.
 */
public final class TlsContext implements AutoCloseable {
    private final TlsUse use;
    private final List<TlsCertificate> certificates;
    private final TlsEngines engines;
    private final Optional<PeerVerifier> verifier;
    private final boolean strict;
    private final InstantSource clock;

    TlsContext(
            TlsUse use,
            List<TlsCertificate> certificates,
            TlsEngines engines,
            Optional<PeerVerifier> verifier,
            boolean strict,
            InstantSource clock) {
        this.use = use;
        this.certificates = List.copyOf(certificates);
        this.engines = engines;
        this.verifier = verifier;
        this.strict = strict;
        this.clock = clock;
    }

    /**
     * What came of a table.
     *
     * @param context present unless a fault is an error; the caller closes it
     * @param faults all that were found, warnings too
     */
    public record Result(Optional<TlsContext> context, List<TlsFault> faults) {}

    /** Reads every file that the table names. Throws for nothing that an operator can cause. */
    public static Result of(TlsSpec spec, TlsUse use) {
        return of(spec, use, InstantSource.system());
    }

    static Result of(TlsSpec spec, TlsUse use, InstantSource clock) {
        Faults faults = new Faults();
        Optional<TlsContext> context = new TlsBuilder(spec, use, clock, faults).build();
        return new Result(context, faults.list());
    }

    /**
     * A handler for one new connection; it must be added to a pipeline, which then frees what it holds.
     *
     * @return empty once this context is closed
     */
    public Optional<TlsHandler> newHandler(ByteBufAllocator allocator) {
        return engines.newEngine(allocator).map(engine -> new TlsHandler(this, engine));
    }

    /** What clients may be shown, the listener's own first. */
    public List<TlsCertificate> certificates() {
        return certificates;
    }

    @Override
    public void close() {
        engines.close();
    }

    /** Whether it is closed, and nothing native is left, for no connection of it is. */
    boolean freed() {
        return engines.freed();
    }

    TlsUse use() {
        return use;
    }

    /**
     * @param chain of the client, which is looked at only if one was asked for
     */
    PeerIdentity judge(Supplier<List<X509Certificate>> chain) {
        if (verifier.isEmpty()) {
            return new Absent();
        }
        List<X509Certificate> shown = chain.get();
        return shown.isEmpty() ? new Absent() : verifier.get().judge(shown, clock.instant());
    }

    /** Whether a client may stay; a lenient context takes any, and leaves the rest to who asks for its identity. */
    boolean welcomes(Supplier<PeerIdentity> client) {
        return !strict
                || switch (client.get()) {
                    case Absent _ -> !use.clientCertificateRequired();
                    case Verified _ -> true;
                    case PeerIdentity.Unverified _ -> false;
                };
    }
}
