package im.vestibule.server;

import im.vestibule.config.ClientTlsSpec;
import im.vestibule.config.Config;
import im.vestibule.config.HostConfigSpec;
import im.vestibule.config.PoolsSpec;
import im.vestibule.services.pool.Tls;
import im.vestibule.tls.ClientContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code tls} tables of outgoing pools. */
final class PoolTls {
    private PoolTls() {}

    /** By their keys, {@code outgoing_pools.ldap.default.connection.tls}, those of single hosts as well. */
    static Map<String, ClientTlsSpec> of(Config config) {
        Map<String, ClientTlsSpec> tables = new LinkedHashMap<>();
        collect("outgoing_pools", config.outgoingPools(), tables);
        List<HostConfigSpec> hosts = config.hostConfig();
        for (int i = 0; i < hosts.size(); i++) {
            String key = "host_config[" + i + "].outgoing_pools";
            hosts.get(i).pools().ifPresent(pools -> collect(key, pools, tables));
        }
        return tables;
    }

    private static void collect(String key, PoolsSpec pools, Map<String, ClientTlsSpec> into) {
        pools.rdbms()
                .forEach((tag, pool) ->
                        put(key, "rdbms", tag, pool.connection().server().tls(), into));
        pools.http()
                .forEach((tag, pool) -> put(key, "http", tag, pool.connection().tls(), into));
        pools.ldap()
                .forEach((tag, pool) -> put(key, "ldap", tag, pool.connection().tls(), into));
    }

    private static void put(
            String key, String type, String tag, Optional<ClientTlsSpec> tls, Map<String, ClientTlsSpec> into) {
        tls.ifPresent(spec -> into.put(key + "." + type + "." + tag + ".connection.tls", spec));
    }

    /**
     * Reads the files of a table.
     *
     * @throws IllegalStateException if they cannot be used, which was a problem when the configuration was read
     */
    static Tls open(ClientTlsSpec spec) {
        ClientContext.Result result = ClientContext.of(spec);
        ClientContext context = result.context()
                .orElseThrow(() -> new IllegalStateException("files of TLS have changed: " + result.faults()));
        return new Tls(context.context(), context.parameters());
    }
}
