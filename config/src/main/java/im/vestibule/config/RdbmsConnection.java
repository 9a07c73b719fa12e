package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code connection} table of an rdbms pool.
 *
 * @param driver the kind of database
 * @param keepaliveInterval time between two queries that only keep the connection alive; empty for none
 * @param queryTimeout how long a query may take
 * @param maxStartInterval longest pause between two attempts to connect
 * @param settings odbc only: the connection string, which may hold a password
 * @param server the others: where to connect
 */
public record RdbmsConnection(
        Driver driver,
        Optional<Duration> keepaliveInterval,
        Duration queryTimeout,
        Duration maxStartInterval,
        Optional<Secret> settings,
        Optional<Server> server) {
    private static final List<String> SERVER = List.of("host", "database", "username", "password");

    public enum Driver {
        PGSQL,
        MYSQL,
        ODBC
    }

    /**
     * A database on a server.
     *
     * @param tlsRequired pgsql: no connection without TLS
     */
    public record Server(
            String host,
            int port,
            String database,
            String username,
            Secret password,
            Optional<ClientTlsSpec> tls,
            boolean tlsRequired) {}

    static RdbmsConnection read(Section s) {
        Driver driver = s.mandatory("driver", Type.oneOf(Driver.class));
        Server server = readServer(s, driver);
        RdbmsConnection connection = new RdbmsConnection(
                driver,
                s.optional("keepalive_interval", NumberTypes.SECONDS),
                s.value("query_timeout", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(5000)),
                s.value("max_start_interval", NumberTypes.SECONDS, NumberTypes.seconds(30)),
                s.optional("settings", Type.SECRET),
                driver == Driver.ODBC ? Optional.empty() : Optional.of(server));
        if (!s.written("driver")) {
            return connection;
        }
        if (driver == Driver.ODBC) {
            require(s, "settings");
            return connection;
        }
        SERVER.forEach(key -> require(s, key));
        return connection;
    }

    private static void require(Section s, String key) {
        if (!s.written(key)) {
            s.missing(key, key.equals("settings") ? "the connection string of the odbc driver" : "a non-empty string");
        }
    }

    private static Server readServer(Section s, Driver driver) {
        int port = driver == Driver.MYSQL ? 3306 : 5432;
        Optional<Tls> tls = s.table("tls", t -> Tls.read(t, driver));
        return new Server(
                s.optional("host", Type.NON_EMPTY).orElse(""),
                s.find("port", NumberTypes.PORT, "5432 with pgsql, 3306 with mysql")
                        .orElse(port),
                s.optional("database", Type.NON_EMPTY).orElse(""),
                s.optional("username", Type.NON_EMPTY).orElse(""),
                s.optional("password", Type.SECRET).orElse(new Secret("")),
                tls.map(Tls::client),
                tls.filter(Tls::required).isPresent());
    }

    private record Tls(ClientTlsSpec client, boolean required) {
        static Tls read(Section s, Driver driver) {
            boolean required = s.bool("required", false);
            if (s.written("required") && driver != Driver.PGSQL) {
                s.error("required", Fault.of("only for the pgsql driver"));
            }
            return new Tls(ClientTlsSpec.read(s), required);
        }
    }
}
