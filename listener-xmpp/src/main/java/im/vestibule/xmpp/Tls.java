package im.vestibule.xmpp;

import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.Channel;
import java.util.Optional;

/** The TLS of one listener; what is put in its place later serves new connections. */
public final class Tls {
    private volatile TlsContext context;

    public Tls(TlsContext context) {
        this.context = context;
    }

    /** For one new connection; must be added to its pipeline. */
    public TlsHandler newHandler(Channel channel) {
        while (true) {
            TlsContext seen = context;
            Optional<TlsHandler> handler = seen.newHandler(channel.alloc());
            if (handler.isPresent()) {
                return handler.get();
            }
            // It was replaced in this very moment; or else everything is being closed.
            if (seen == context) {
                throw new IllegalStateException("no new connection can come any more");
            }
        }
    }

    /** Serves new connections from now on by this one. Connections made by the old one go on. */
    public synchronized void replace(TlsContext fresh) {
        TlsContext old = context;
        context = fresh;
        old.close();
    }

    /** For when no new connection can come. Connections made before go on. */
    public synchronized void close() {
        context.close();
    }
}
