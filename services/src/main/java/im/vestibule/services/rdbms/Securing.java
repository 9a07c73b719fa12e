package im.vestibule.services.rdbms;

import im.vestibule.services.pool.Tls;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How the connection is secured that this thread is about to make. The drivers know their socket factories by class name
 * and make them themselves, on the thread that connects: this is how those find what to do.
 *
 * @param tls empty for none
 * @param host the name that the server must have unless its pool says otherwise
 */
record Securing(Optional<Tls> tls, String host, int port) {
    private static final ScopedValue<Securing> CURRENT = ScopedValue.newInstance();

    /** What connects, by a driver. */
    @FunctionalInterface
    interface Dial {
        Connection connect() throws SQLException;
    }

    Connection connect(Dial dial) throws SQLException {
        try {
            return ScopedValue.where(CURRENT, this).call(dial::connect);
        } catch (RuntimeException e) {
            // A server may say what its driver did not expect.
            throw new SQLException("the driver fails with " + e.getClass().getSimpleName(), "08000", e);
        }
    }

    /** @throws IllegalStateException if none is to be made here, or not with TLS */
    static Tls currentTls() {
        return CURRENT.get().tls().orElseThrow(() -> new IllegalStateException("a driver wants TLS unasked"));
    }

    /** TLS over a connected socket. */
    static Socket over(Socket socket) throws IOException {
        Securing current = CURRENT.get();
        return currentTls().sockets().createSocket(socket, current.host(), current.port(), true);
    }
}
