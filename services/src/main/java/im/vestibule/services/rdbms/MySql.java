package im.vestibule.services.rdbms;

import im.vestibule.config.RdbmsConnection;
import im.vestibule.config.RdbmsConnection.Server;
import im.vestibule.services.pool.Tls;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.NonRegisteringDriver;

/**
 * MySQL and MariaDB. Statements that take longer than {@code query_timeout} are cancelled by the server itself, with MySQL
 * those that only read.
 */
final class MySql implements Database {
    private final Server server;
    private final Securing securing;
    private final Duration queryTimeout;

    MySql(RdbmsConnection spec, Optional<Tls> tls) {
        server = spec.server();
        securing = new Securing(tls, server.host(), server.port());
        queryTimeout = spec.queryTimeout();
    }

    @Override
    public Connection connect(Duration left) throws SQLException {
        int millis = Math.toIntExact(Math.max(1, left.toMillis()));
        boolean secure = securing.tls().isPresent();
        // A configuration that was not parsed lacks a part that the driver reads.
        Configuration.Builder options = Configuration.parse("jdbc:mariadb:///").toBuilder()
                .addHost(server.host(), server.port())
                .database(server.database())
                .user(server.username())
                .password(server.password().reveal())
                .connectTimeout(millis)
                .socketTimeout(millis)
                .connectionAttributes("program_name:vestibule")
                // What a server could talk its clients into.
                .allowLocalInfile(false)
                .permitRedirect(false)
                // In the clear MySQL's own way of hashing needs the server's key; MongooseIM asks for it, too.
                .allowPublicKeyRetrieval(!secure)
                .sslMode(secure ? "verify-full" : "disable");
        Configuration configuration =
                secure ? options.tlsSocketType(MariaSockets.TYPE).build() : options.build();
        Connection connection = securing.connect(() -> NonRegisteringDriver.connect(configuration));
        return Setting.tell(connection, this::limit);
    }

    private String limit(Connection connection) throws SQLException {
        long millis = queryTimeout.toMillis();
        return connection.getMetaData().getDatabaseProductName().equals("MariaDB")
                ? String.format(Locale.ROOT, "SET SESSION max_statement_time = %d.%03d", millis / 1000, millis % 1000)
                : "SET SESSION max_execution_time = " + millis;
    }
}
