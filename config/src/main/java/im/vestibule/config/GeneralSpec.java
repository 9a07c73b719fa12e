package im.vestibule.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code general} table.
 *
 * @param loglevel what is logged: this level and those above it
 * @param hosts domains of this server, in lower case
 * @param hostTypes types of domains that are added while the server runs
 * @param defaultServerDomain domain for what concerns none of them, in lower case
 * @param registrationTimeout time between two registrations from one address; empty for {@code "infinity"}
 * @param language of texts that the server makes itself (RFC 5646)
 * @param allMetricsAreGlobal metrics are counted for the server rather than for each host
 * @param smBackend where the nodes of a cluster keep their sessions
 * @param componentBackend where the nodes of a cluster keep their components
 * @param s2sBackend where the nodes of a cluster keep what they share for federation
 * @param maxFsmQueue stanzas waiting for an outgoing s2s connection or a component
 * @param httpServerName value of the {@code server} header of HTTP answers
 * @param rdbmsServerType dialect of the database; empty for what the driver says
 * @param routeSubdomains where unknown subdomains of the hosts are looked for; empty for nowhere
 * @param routingModules ways a stanza may take, in the order they are tried
 * @param replacedWaitTimeout how long a new session waits for the one it replaces
 * @param hideServiceName answers do not name the software
 * @param domainCertfile certificates by domain, each domain once
 * @param eventLoops ours: threads that serve connections; empty lets the server choose
 * @param transport ours: how sockets are driven; empty lets the server choose
 */
public record GeneralSpec(
        LogLevel loglevel,
        List<String> hosts,
        List<String> hostTypes,
        String defaultServerDomain,
        Optional<Duration> registrationTimeout,
        String language,
        boolean allMetricsAreGlobal,
        SmBackend smBackend,
        SessionBackend componentBackend,
        SessionBackend s2sBackend,
        Optional<Integer> maxFsmQueue,
        Optional<String> httpServerName,
        Optional<RdbmsServerType> rdbmsServerType,
        Optional<RouteSubdomains> routeSubdomains,
        List<String> routingModules,
        Duration replacedWaitTimeout,
        boolean hideServiceName,
        List<DomainCertfile> domainCertfile,
        Optional<Integer> eventLoops,
        Optional<Transport> transport) {

    public enum LogLevel {
        NONE,
        EMERGENCY,
        ALERT,
        CRITICAL,
        ERROR,
        WARNING,
        NOTICE,
        INFO,
        DEBUG,
        ALL
    }

    public enum SmBackend {
        MNESIA,
        CETS,
        REDIS
    }

    public enum RdbmsServerType {
        MSSQL,
        PGSQL
    }

    public enum RouteSubdomains {
        /** Unknown subdomains of our hosts are looked for on other servers. */
        S2S
    }

    /** How sockets are driven. */
    public enum Transport {
        EPOLL,
        NIO,
        IO_URING
    }

    private static final List<String> ROUTING = List.of(
            "mongoose_router_global",
            "mongoose_router_localdomain",
            "mongoose_router_external_localnode",
            "mongoose_router_external",
            "mongoose_router_dynamic_domains",
            "ejabberd_s2s");
    private static final Duration REPLACED_WAIT = NumberTypes.millis(2000);

    static GeneralSpec read(Section s) {
        GeneralSpec general = new GeneralSpec(
                s.value("loglevel", Type.oneOf(LogLevel.class), LogLevel.WARNING),
                s.value("hosts", AddressTypes.DOMAIN.uniqueList(), List.of()),
                s.value("host_types", HostConfigSpec.HOST.uniqueList(), List.of()),
                s.mandatory("default_server_domain", AddressTypes.DOMAIN),
                s.value("registration_timeout", NumberTypes.SECONDS_OR_INFINITY, Optional.of(NumberTypes.seconds(600))),
                s.value("language", Type.NON_EMPTY, "en"),
                s.bool("all_metrics_are_global", false),
                s.value("sm_backend", Type.oneOf(SmBackend.class), SmBackend.MNESIA),
                s.value("component_backend", Type.oneOf(SessionBackend.class), SessionBackend.MNESIA),
                s.value("s2s_backend", Type.oneOf(SessionBackend.class), SessionBackend.MNESIA),
                s.optional("max_fsm_queue", NumberTypes.POSITIVE),
                s.optional("http_server_name", Type.STRING),
                s.optional("rdbms_server_type", Type.oneOf(RdbmsServerType.class)),
                s.optional("route_subdomains", Type.oneOf(RouteSubdomains.class)),
                s.value("routing_modules", Type.choice(ROUTING).list(), ROUTING),
                s.value("replaced_wait_timeout", NumberTypes.MILLIS, REPLACED_WAIT),
                s.bool("hide_service_name", false),
                s.tables("domain_certfile", DomainCertfile::read),
                s.optional("event_loops", NumberTypes.POSITIVE),
                s.optional("transport", Type.oneOf(Transport.class)));
        s.distinct("domain_certfile", general.domainCertfile, DomainCertfile::domain);
        return general;
    }

    /** Options that cannot be different for one host. */
    static final List<String> GLOBAL = Described.by(GeneralSpec::read).stream()
            .map(option -> option.key().split("\\.", 2)[0])
            .distinct()
            .filter(key -> !key.equals("route_subdomains") && !key.equals("replaced_wait_timeout"))
            .toList();

    GeneralSpec with(Optional<RouteSubdomains> ownRouteSubdomains, Optional<Duration> ownReplacedWaitTimeout) {
        return new GeneralSpec(
                loglevel,
                hosts,
                hostTypes,
                defaultServerDomain,
                registrationTimeout,
                language,
                allMetricsAreGlobal,
                smBackend,
                componentBackend,
                s2sBackend,
                maxFsmQueue,
                httpServerName,
                rdbmsServerType,
                ownRouteSubdomains.or(() -> routeSubdomains),
                routingModules,
                ownReplacedWaitTimeout.orElse(replacedWaitTimeout),
                hideServiceName,
                domainCertfile,
                eventLoops,
                transport);
    }

    public record DomainCertfile(String domain, Path certfile) {
        static DomainCertfile read(Section s) {
            return new DomainCertfile(
                    s.mandatory("domain", AddressTypes.DOMAIN), s.mandatory("certfile", FileTypes.FILE));
        }
    }
}
