package im.vestibule.services.rdbms;

import im.vestibule.config.RdbmsConnection;
import im.vestibule.services.pool.Tls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;

/** PostgreSQL. Statements that take longer than {@code query_timeout} are cancelled by the server itself. */
final class Postgres implements Database {
    private static final Driver DRIVER = new Driver();

    private final Properties properties = new Properties();
    private final String url;
    private final Securing securing;
    private final Duration queryTimeout;

    Postgres(RdbmsConnection spec, Optional<Tls> tls) {
        RdbmsConnection.Server server = spec.server();
        securing = new Securing(tls, server.host(), server.port());
        queryTimeout = spec.queryTimeout();
        // The one thing that the driver takes from here only.
        url = "jdbc:postgresql:" + URLEncoder.encode(server.database(), StandardCharsets.UTF_8);
        PGProperty.PG_HOST.set(properties, server.host());
        PGProperty.PG_PORT.set(properties, server.port());
        PGProperty.USER.set(properties, server.username());
        PGProperty.PASSWORD.set(properties, server.password().reveal());
        PGProperty.APPLICATION_NAME.set(properties, "vestibule");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        // Details of an error hold the rows it is about.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.SSL_MODE.set(properties, mode(tls, server.tlsRequired()).value);
        PGProperty.SSL_FACTORY.set(properties, PgSockets.class.getName());
    }

    /** Certificate and name are judged in the handshake, so the driver has nothing to verify. */
    private static SslMode mode(Optional<Tls> tls, boolean required) {
        if (tls.isEmpty()) {
            return SslMode.DISABLE;
        }
        return required ? SslMode.REQUIRE : SslMode.PREFER;
    }

    @Override
    public Connection connect(Duration left) throws SQLException {
        Properties own = new Properties();
        own.putAll(properties);
        // The driver counts in seconds.
        int seconds = Math.toIntExact(Math.max(1, left.plusMillis(999).toSeconds()));
        PGProperty.CONNECT_TIMEOUT.set(own, seconds);
        PGProperty.SOCKET_TIMEOUT.set(own, seconds);
        Connection connection = securing.connect(() -> DRIVER.connect(url, own));
        return Setting.tell(connection, _ -> "SET statement_timeout = " + queryTimeout.toMillis());
    }
}
