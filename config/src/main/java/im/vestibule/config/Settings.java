package im.vestibule.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a configuration says apart from listeners, and which of it can change while the server runs. */
final class Settings {
    /** Options and tables. Whatever is not among them needs a restart, so that a new option is on the safe side. */
    private static final Set<String> LIVE = Set.of(
            "access",
            "acl",
            "auth.anonymous",
            "auth.downgrade_protection",
            "auth.dummy",
            "auth.jwt",
            "auth.ldap",
            "auth.max_users_per_domain",
            "auth.methods",
            "auth.password",
            "auth.sasl_external",
            "auth.sasl_mechanisms",
            "drain",
            "general.default_server_domain",
            "general.host_types",
            "general.http_server_name",
            "general.language",
            "general.loglevel",
            "general.max_fsm_queue",
            "general.registration_timeout",
            "general.replaced_wait_timeout",
            "general.route_subdomains",
            "log",
            "modules.mod_bind2",
            "modules.mod_bosh",
            "modules.mod_carboncopy",
            "modules.mod_csi.buffer_max",
            "modules.mod_disco",
            "modules.mod_fast_auth_token",
            "modules.mod_last",
            "modules.mod_offline.access_max_user_messages",
            "modules.mod_ping",
            "modules.mod_register",
            "modules.mod_sasl2",
            "modules.mod_time",
            "modules.mod_version",
            "s2s",
            "shaper");

    /** What every listener's door is made of, besides its own table. */
    private static final Set<String> OF_DOORS = Set.of(
            "general.default_server_domain",
            "general.http_server_name",
            "general.language",
            "general.max_fsm_queue",
            "s2s");

    /** Said in another place, or without any effect that could change. */
    private static final Set<String> LEFT_OUT = Set.of(
            "general.hosts",
            "modules.mod_unbuilt",
            "services.service_domain_db.db_pool",
            "services.service_domain_db.event_cleaning_interval",
            "services.service_domain_db.event_max_age");

    private static final PoolsSpec NO_POOLS =
            new PoolsSpec(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private static final Pattern HOST = Pattern.compile("^host_config\\.(\"[^\"]*\"|[^.\"]+)\\.");

    private Settings() {}

    /** Of all tables but {@code listen}; of domains, and their types, that both serve also where only one of them is concerned. */
    static List<Difference> between(Config before, Config after) {
        List<Difference> global = Difference.between("", withoutLists(before), withoutLists(after));
        List<Difference> all = new ArrayList<>(global);
        for (String name : Checks.served(after)) {
            String table = Keys.child("host_config", name);
            all.addAll(Difference.between(table + ".outgoing_pools", pools(before, name), pools(after, name)));
            if (Checks.served(before).contains(name)) {
                Difference.between(table, before.forHost(name), after.forHost(name)).stream()
                        .filter(own -> !global.contains(withoutHost(own)))
                        .forEach(all::add);
            }
        }
        return all.stream()
                .filter(difference -> !LEFT_OUT.contains(withoutHost(difference).key()))
                .toList();
    }

    /** A domain's own ones, also of a domain that is not served yet: they are opened as the process starts. */
    private static PoolsSpec pools(Config config, String host) {
        return config.hostConfig().stream()
                .filter(table -> table.host().equals(host))
                .flatMap(table -> table.pools().stream())
                .findFirst()
                .orElse(NO_POOLS);
    }

    /** Listeners and hosts are known by other things than their place in a list. */
    private static Config withoutLists(Config config) {
        return new Config(
                config.general(),
                new ListenSpec(List.of(), List.of(), List.of(), List.of()),
                config.auth(),
                config.acl(),
                config.access(),
                config.shaper(),
                config.s2s(),
                config.outgoingPools(),
                List.of(),
                config.modules(),
                config.internalDatabases(),
                config.services(),
                config.metrics(),
                config.drain(),
                config.storage(),
                config.log());
    }

    private static Difference withoutHost(Difference difference) {
        return new Difference(HOST.matcher(difference.key()).replaceFirst(""), difference.before(), difference.after());
    }

    /** Whether a running server can take it over. */
    static boolean canChange(Difference difference) {
        return isWithin(LIVE, difference);
    }

    /** Whether doors that are open have to be made anew for it. */
    static boolean concernsDoors(Difference difference) {
        return isWithin(OF_DOORS, difference);
    }

    private static boolean isWithin(Set<String> settings, Difference difference) {
        for (String key = withoutHost(difference).key(); !key.isEmpty(); key = Keys.parent(key)) {
            if (settings.contains(key)) {
                return true;
            }
        }
        return false;
    }
}
