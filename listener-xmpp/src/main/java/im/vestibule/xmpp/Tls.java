package im.vestibule.xmpp;

import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.Channel;

/** The TLS of one listener; what is put in its place later serves new connections. */
public final class Tls {
    private volatile TlsContext context;

    public Tls(TlsContext context) {
        this.context = context;
    }

    TlsHandler newHandler(Channel channel) {
        return context.newHandler(channel.alloc());
    }

    /** Serves new connections from now on by this one. Connections made by the old one go on. */
    public void replace(TlsContext fresh) {
        TlsContext old = context;
        context = fresh;
        old.close();
    }

    /** Serves new connections by what another was made for, which is not used itself. */
    public void replace(Tls fresh) {
        replace(fresh.context);
    }

    /** For when no new connection can come. Connections made before go on. */
    public void close() {
        context.close();
    }
}
