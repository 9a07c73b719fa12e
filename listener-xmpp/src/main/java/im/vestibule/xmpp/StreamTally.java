package im.vestibule.xmpp;

import im.vestibule.config.TlsSpec;
import im.vestibule.core.Counts;
import im.vestibule.core.Grid;
import im.vestibule.tls.TlsFailure;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the streams of one listener count. Lives as long as the house, so that counts go on when the listener is opened
 * anew. There is a fixed number of counts, and one {@link Traffic} per event loop. From any thread.
 */
public final class StreamTally {
    private final Counts<Cause> closed = new Counts<>(Cause.class);
    private final Grid<SaslName, LoginResult> logins = new Grid<>(SaslName.class, LoginResult.class);
    private final Grid<TlsSpec.Module, TlsVersion> handshakes = new Grid<>(TlsSpec.Module.class, TlsVersion.class);
    private final Grid<TlsSpec.Module, TlsFailure> failures = new Grid<>(TlsSpec.Module.class, TlsFailure.class);
    private final Map<EventLoop, Traffic> traffic = new ConcurrentHashMap<>();

    /** Where a loop counts what it moves. */
    Traffic traffic(EventLoop loop) {
        return traffic.computeIfAbsent(loop, l -> new Traffic());
    }

    /** What all loops have moved. */
    public Moved moved() {
        return traffic.values().stream().map(Traffic::moved).reduce(Moved.NOTHING, Moved::plus);
    }

    /** Connections that ended, by what ended them. */
    public Counts<Cause> closed() {
        return closed;
    }

    /** Attempts to authenticate. */
    public Grid<SaslName, LoginResult> logins() {
        return logins;
    }

    /** A handshake has succeeded. */
    public void secured(TlsHandler tls) {
        handshakes.add(TlsVersion.engine(tls), TlsVersion.of(tls));
    }

    /** A handshake has failed. */
    public void notSecured(TlsHandler tls, Throwable cause) {
        failures.add(TlsVersion.engine(tls), TlsFailure.of(cause));
    }

    /** TLS handshakes that succeeded. */
    public Grid<TlsSpec.Module, TlsVersion> handshakes() {
        return handshakes;
    }

    /** TLS handshakes that failed. */
    public Grid<TlsSpec.Module, TlsFailure> failures() {
        return failures;
    }
}
