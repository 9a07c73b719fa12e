package im.vestibule.services.rdbms;

import org.postgresql.ssl.WrappedFactory;

/** TLS of connections to PostgreSQL; its driver makes one of these for each. */
public final class PgSockets extends WrappedFactory {
    public PgSockets() {
        factory = Securing.currentTls().sockets();
    }
}
