package im.vestibule.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** One file, read and found sound. */
public record Config(
        GeneralSpec general,
        ListenSpec listen,
        AuthSpec auth,
        Map<String, AclSpec> acl,
        Map<String, AccessSpec> access,
        Map<String, ShaperSpec> shaper,
        S2sSpec s2s,
        PoolsSpec outgoingPools,
        List<HostConfigSpec> hostConfig,
        ModulesSpec modules,
        InternalDatabasesSpec internalDatabases,
        ServicesSpec services,
        Optional<MetricsSpec> metrics,
        DrainSpec drain,
        StorageSpec storage,
        LogSpec log) {

    /**
     * Reads a file. Everything that is wrong with it, also that it cannot be read, is a problem and no exception.
     *
     * @param file relative paths inside it start at its directory
     */
    public static Reading read(Path file) {
        return ConfigFile.read(file);
    }

    /**
     * Reads a text.
     *
     * @param directory where relative paths start
     * @param name for problems, in place of a file's name
     */
    public static Reading read(String toml, Path directory, String name) {
        return ConfigFile.read(toml, directory, name);
    }

    static Config read(Section s) {
        return new Config(
                s.section("general", GeneralSpec::read),
                s.section("listen", ListenSpec::read),
                s.section("auth", AuthSpec::read),
                s.section("acl", AclSpec::readAll),
                s.section("access", AccessSpec::readAll),
                s.section("shaper", ShaperSpec::readAll),
                s.section("s2s", S2sSpec::read),
                s.section("outgoing_pools", PoolsSpec::read),
                s.tables("host_config", HostConfigSpec::read),
                s.section("modules", ModulesSpec::read),
                s.section("internal_databases", InternalDatabasesSpec::read),
                s.section("services", ServicesSpec::read),
                s.table("metrics", MetricsSpec::read),
                s.section("drain", DrainSpec::read),
                s.section("storage", StorageSpec::read),
                s.section("log", LogSpec::read));
    }

    /** The global tables for a host, or a type of hosts, without a {@code host_config}, also for one that is not served. */
    public Host forHost(String host) {
        Host global = new Host(host, general, auth, modules, s2s, acl, access);
        return hostConfig.stream()
                .filter(own -> own.host().equals(host))
                .reduce(global, Config::merge, (first, second) -> second);
    }

    /** What {@code host_config} can be about: the domains of the file, and then its types of dynamic domains. */
    public List<String> kinds() {
        return Checks.served(this);
    }

    /** Whether any table {@code s2s} wants TLS. */
    boolean wantsTlsBetweenServers() {
        return Stream.concat(Stream.of(s2s), hostConfig.stream().flatMap(own -> own.s2s().stream()))
                .anyMatch(spec -> spec.useStarttls() != S2sSpec.UseStarttls.FALSE);
    }

    /**
     * Every listener, resolved.
     *
     * @param eventLoops as many as the server will run, where {@code general.event_loops} leaves it the choice
     */
    public List<ListenerRow> listeners(int eventLoops) {
        int loops = general.eventLoops().orElse(eventLoops);
        return Checks.listeners(this).entrySet().stream()
                .map(entry -> ListenerRow.of(this, entry.getKey(), entry.getValue(), loops))
                .toList();
    }

    private static Host merge(Host global, HostConfigSpec own) {
        return new Host(
                global.name(),
                global.general().with(own.routeSubdomains(), own.replacedWaitTimeout()),
                own.auth().orElse(global.auth()),
                own.modules().orElse(global.modules()),
                own.s2s().orElse(global.s2s()),
                merge(global.acl(), own.acl(), Config::concat),
                merge(global.access(), own.access(), AccessSpec::with));
    }

    private static AclSpec concat(AclSpec global, AclSpec own) {
        List<AclSpec.Condition> conditions = new ArrayList<>(global.conditions());
        conditions.addAll(own.conditions());
        return new AclSpec(List.copyOf(conditions));
    }

    private static <T> Map<String, T> merge(Map<String, T> global, Map<String, T> own, BinaryOperator<T> both) {
        Map<String, T> merged = new LinkedHashMap<>(global);
        own.forEach((name, value) -> merged.merge(name, value, both));
        return Collections.unmodifiableMap(merged);
    }
}
