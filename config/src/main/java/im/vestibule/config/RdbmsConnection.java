package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code connection} table of an rdbms pool.
 *
 * @param driver the kind of database
 * @param keepaliveInterval time between two queries that only keep the connection alive; empty for none
 * @param queryTimeout how long a query may take; zero for as long as the call
 * @param maxStartInterval longest pause between two attempts to connect
 * @param server where to connect
 */
public record RdbmsConnection(
        Driver driver,
        Optional<Duration> keepaliveInterval,
        Duration queryTimeout,
        Duration maxStartInterval,
        Server server) {
    private static final String ODBC = "odbc";
    private static final List<String> SERVER = List.of("host", "database", "username", "password");

    /** What MongooseIM knows and this server does not is understood, to be refused with a reason. */
    private static final Type<Driver> DRIVER = Type.choice(List.of("pgsql", "mysql", ODBC))
            .noting((value, word) -> word.equals(ODBC)
                    ? value.wrong(Fault.of("this server brings no ODBC driver")
                            .found(value.shown())
                            .hint("use \"pgsql\" or \"mysql\""))
                    : Optional.of(word))
            .map(word -> word.equals("mysql") ? Driver.MYSQL : Driver.PGSQL, Type::word);

    public enum Driver {
        PGSQL,
        /** MariaDB as well. */
        MYSQL
    }

    /**
     * A database on a server.
     *
     * @param tls empty for none
     * @param tlsRequired no connection without TLS; where it is false, a server that has no TLS is talked to in the clear
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
        Optional<Driver> written = s.find("driver", DRIVER, Section.MANDATORY);
        if (!s.written("driver")) {
            s.missing("driver", DRIVER.one());
        }
        Driver driver = written.orElse(Driver.PGSQL);
        if (s.optional("settings", Type.SECRET).isPresent() && written.isPresent()) {
            s.warning("settings", Fault.of("no effect: it is for the odbc driver"));
        }
        RdbmsConnection connection = new RdbmsConnection(
                driver,
                s.optional("keepalive_interval", NumberTypes.SECONDS),
                s.value("query_timeout", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(5000)),
                s.value("max_start_interval", NumberTypes.SECONDS, NumberTypes.seconds(30)),
                readServer(s, driver));
        // Whoever meant odbc has no host to write.
        if (written.isPresent()) {
            SERVER.stream().filter(key -> !s.written(key)).forEach(key -> s.missing(key, "a non-empty string"));
        }
        return connection;
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
                tls.filter(table -> table.required() || driver == Driver.MYSQL).isPresent());
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
