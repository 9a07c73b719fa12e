package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code [[host_config]]} table: what is different for one host.
 *
 * @param host a name of {@code general.hosts} or {@code general.host_types}
 * @param routeSubdomains from the host's {@code general} table, as is {@code replacedWaitTimeout}
 * @param auth in place of the whole global table, as are {@code modules} and {@code s2s}
 * @param acl added to what the global table says
 * @param access added to what the global table says
 * @param pools added to the global ones
 */
public record HostConfigSpec(
        String host,
        Optional<GeneralSpec.RouteSubdomains> routeSubdomains,
        Optional<Duration> replacedWaitTimeout,
        Optional<AuthSpec> auth,
        Optional<ModulesSpec> modules,
        Optional<S2sSpec> s2s,
        Map<String, AclSpec> acl,
        Map<String, AccessSpec> access,
        Optional<PoolsSpec> pools) {
    private static final List<String> GLOBAL =
            List.of("listen", "shaper", "services", "internal_databases", "storage", "metrics", "drain", "log");

    /** The name of a host or of a type of hosts; what may be a domain is put into lower case. */
    static final Type<String> HOST =
            Type.NON_EMPTY.map(text -> AddressTypes.isDomain(text) ? AddressTypes.lower(text) : text, Type::quoted);

    static HostConfigSpec read(Section s) {
        // Either may name a domain or a type.
        Optional<String> name = s.optional("host", HOST);
        Optional<String> type = s.optional("host_type", HOST);
        if (!s.written("host") && !s.written("host_type")) {
            s.missing("host", "a host of general.hosts, or host_type");
        }
        if (s.written("host") && s.written("host_type")) {
            s.error("host", Fault.of("the same as host_type").hint("keep one of them"));
        }
        s.take(GLOBAL)
                .forEach(key ->
                        s.error(key, Fault.of("not possible for one host").hint("move it out of host_config")));
        String host = type.or(() -> name).orElse("");
        Section own = s.forHost(host);
        Optional<General> general = own.table("general", General::read);
        return new HostConfigSpec(
                host,
                general.flatMap(General::routeSubdomains),
                general.flatMap(General::replacedWaitTimeout),
                own.table("auth", AuthSpec::read),
                own.table("modules", ModulesSpec::read),
                own.table("s2s", S2sSpec::read),
                own.table("acl", AclSpec::readAll).orElse(Map.of()),
                own.table("access", AccessSpec::readAll).orElse(Map.of()),
                own.table("outgoing_pools", PoolsSpec::readForHost));
    }

    private record General(
            Optional<GeneralSpec.RouteSubdomains> routeSubdomains, Optional<Duration> replacedWaitTimeout) {
        static General read(Section s) {
            s.take(GeneralSpec.GLOBAL)
                    .forEach(key -> s.error(
                            key, Fault.of("not possible for one host").hint("move it to the global [general]")));
            return new General(
                    s.optional("route_subdomains", Type.oneOf(GeneralSpec.RouteSubdomains.class)),
                    s.optional("replaced_wait_timeout", NumberTypes.MILLIS));
        }
    }
}
