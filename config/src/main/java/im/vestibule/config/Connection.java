package im.vestibule.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code connection} tables of the pools, other than rdbms. */
public final class Connection {
    private Connection() {}

    /**
     * A web service.
     *
     * @param host {@code http[s]://host[:port]}
     * @param pathPrefix comes before the name of every operation, as it is
     * @param requestTimeout how long a request may take; zero for as long as the pool's {@code call_timeout} leaves
     * @param tls for {@code https}; empty for its defaults
     */
    public record Http(URI host, String pathPrefix, Duration requestTimeout, Optional<ClientTlsSpec> tls) {
        private static final Type<URI> HOST = Type.text("a URL such as \"https://example.org:8443\"", "URLs", Http::url)
                .map(URI::create, URI::toString);
        private static final Type<String> PREFIX = Type.text("a path such as \"/auth/\"", "paths", Http::path);

        public boolean isSecure() {
            return "https".equalsIgnoreCase(host.getScheme());
        }

        static Http read(Section s) {
            return new Http(
                    s.mandatory("host", HOST),
                    s.value("path_prefix", PREFIX, "/"),
                    s.value("request_timeout", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(2000)),
                    s.table("tls", ClientTlsSpec::read));
        }

        private static Optional<String> path(Value value, String text) {
            if (!text.startsWith("/")) {
                return value.wrong("", text.isEmpty() ? "" : "begin with a slash");
            }
            try {
                boolean plain = text.equals(new URI("http://host" + text).getRawPath());
                return plain ? Optional.of(text) : value.wrong("more than a path", "");
            } catch (URISyntaxException e) {
                return value.wrong("characters that must be written as %XX in a path", "");
            }
        }

        private static Optional<String> url(Value value, String text) {
            if (text.indexOf('@') >= 0) {
                // Whoever writes a name there may write a password too.
                return value.wrong(new Fault("no credentials here", value.expected(), "***", ""));
            }
            try {
                URI url = new URI(text);
                boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
                if (!web || url.getHost() == null) {
                    return value.wrong("", web ? "" : "begin with http:// or https://");
                }
                boolean bare = List.of("", "/").contains(url.getPath()) && url.getQuery() == null;
                return bare ? Optional.of(text) : value.wrong("", "the path belongs into path_prefix");
            } catch (URISyntaxException e) {
                return value.wrong("", "");
            }
        }
    }

    /**
     * LDAP servers that hold the same data.
     *
     * @param servers names or addresses; the next one is tried when one does not answer
     * @param port 389, or 636 with {@code tls}, unless the file says otherwise
     * @param rootDn who to log in as; empty for anonymous
     * @param password of {@code rootDn}; empty for none
     * @param connectInterval pause after none of the servers could be connected to
     * @param tls from the first byte; empty for none
     */
    public record Ldap(
            List<String> servers,
            int port,
            String rootDn,
            Secret password,
            Duration connectInterval,
            Optional<ClientTlsSpec> tls) {
        static Ldap read(Section s) {
            Optional<ClientTlsSpec> tls = s.table("tls", ClientTlsSpec::read);
            Ldap ldap = new Ldap(
                    s.value("servers", Type.NON_EMPTY.uniqueNonEmptyList(), List.of("localhost")),
                    s.find("port", NumberTypes.PORT, "389, or 636 with tls").orElse(tls.isPresent() ? 636 : 389),
                    s.value("root_dn", Type.STRING, ""),
                    s.value("password", Type.MAYBE_EMPTY_SECRET, new Secret("")),
                    s.value("connect_interval", NumberTypes.MILLIS, NumberTypes.millis(10_000)),
                    tls);
            boolean password = !ldap.password.matches("");
            if (!ldap.rootDn.isEmpty() && !password) {
                // A server may let such a login pass as anonymous (RFC 4513, section 5.1.2).
                s.error("root_dn", Fault.of("needs a password").hint("leave root_dn out to search anonymously"));
            } else if (ldap.rootDn.isEmpty() && password) {
                s.warning("password", Fault.of("no effect without root_dn"));
            }
            return ldap;
        }
    }

    /**
     * @param database number of the database
     * @param password empty for none
     */
    public record Redis(String host, int port, int database, Secret password) {
        static Redis read(Section s) {
            return new Redis(
                    s.value("host", Type.NON_EMPTY, "127.0.0.1"),
                    s.value("port", NumberTypes.PORT, 6379),
                    s.value("database", NumberTypes.NON_NEGATIVE, 0),
                    s.value("password", Type.MAYBE_EMPTY_SECRET, new Secret("")));
        }
    }

    /**
     * @param confirmsEnabled the broker confirms each message
     * @param maxWorkerQueueLen messages that wait for a connection; more are dropped
     */
    public record Rabbit(
            String host, int port, String username, Secret password, boolean confirmsEnabled, Limit maxWorkerQueueLen) {
        static Rabbit read(Section s) {
            return new Rabbit(
                    s.value("host", Type.NON_EMPTY, "localhost"),
                    s.value("port", NumberTypes.PORT, 5672),
                    s.value("username", Type.NON_EMPTY, "guest"),
                    s.find("password", Type.SECRET, "\"guest\"").orElse(new Secret("guest")),
                    s.bool("confirms_enabled", false),
                    s.value("max_worker_queue_len", NumberTypes.LIMIT_FROM_ZERO, new Limit(1000)));
        }
    }

    public record Elastic(String host, int port) {
        static Elastic read(Section s) {
            return new Elastic(s.value("host", Type.NON_EMPTY, "localhost"), s.value("port", NumberTypes.PORT, 9200));
        }
    }

    /**
     * @param auth empty for none
     * @param tls empty for none
     */
    public record Cassandra(List<Server> servers, String keyspace, Optional<Plain> auth, Optional<ClientTlsSpec> tls) {
        static Cassandra read(Section s) {
            List<Server> servers = s.tables("servers", Server::read);
            return new Cassandra(
                    servers.isEmpty() ? List.of(new Server("localhost", 9042)) : servers,
                    s.value("keyspace", Type.NON_EMPTY, "mongooseim"),
                    s.table("auth", auth -> auth.section("plain", Plain::read)),
                    s.table("tls", ClientTlsSpec::read));
        }

        public record Server(String host, int port) {
            static Server read(Section s) {
                return new Server(s.mandatory("host", Type.NON_EMPTY), s.value("port", NumberTypes.PORT, 9042));
            }
        }

        public record Plain(String username, Secret password) {
            static Plain read(Section s) {
                return new Plain(
                        s.mandatory("username", Type.STRING), s.mandatory("password", Type.MAYBE_EMPTY_SECRET));
            }
        }
    }
}
