package im.vestibule.config;

import im.vestibule.config.PoolsSpec.Pool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is asked for of the methods http and external, or of the pools for http, and cannot be had. */
final class OutsideChecks {
    /** Methods whose accounts can be made here, but not counted. */
    private static final Set<AuthMethod> UNCOUNTED = Set.of(AuthMethod.EXTERNAL, AuthMethod.HTTP);

    /** The tag of the pool that the method http uses. */
    private static final String TAG = "auth";

    private final Config config;
    private final Problems problems;

    OutsideChecks(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void run() {
        Set<String> used = new HashSet<>();
        for (String host : Checks.served(config)) {
            if (config.forHost(host).auth().methods().contains(AuthMethod.HTTP)) {
                used.add(table(host).orElse("outgoing_pools"));
            }
        }
        limit("auth", config.auth());
        pools("outgoing_pools", config.outgoingPools(), used);
        for (int i = 0; i < config.hostConfig().size(); i++) {
            String key = Keys.item("host_config", i);
            config.hostConfig().get(i).auth().ifPresent(auth -> limit(key + ".auth", auth));
            config.hostConfig().get(i).pools().ifPresent(pools -> pools(key + ".outgoing_pools", pools, used));
        }
    }

    /** Where the host's own pool is. */
    private Optional<String> table(String host) {
        for (int i = 0; i < config.hostConfig().size(); i++) {
            HostConfigSpec own = config.hostConfig().get(i);
            boolean has =
                    own.pools().filter(pools -> pools.http().containsKey(TAG)).isPresent();
            if (own.host().equals(host) && has) {
                return Optional.of(Keys.item("host_config", i) + ".outgoing_pools");
            }
        }
        return Optional.empty();
    }

    private void limit(String table, AuthSpec auth) {
        String key = table + ".max_users_per_domain";
        List<AuthMethod> uncounted =
                auth.methods().stream().filter(UNCOUNTED::contains).toList();
        if (!auth.maxUsersPerDomain().isInfinite() && !uncounted.isEmpty() && !problems.faulty(key)) {
            problems.warning(
                    key,
                    Fault.of("no effect on accounts of the method " + Type.quoted(AuthSpec.name(uncounted.getFirst()))
                            + ", which cannot be counted"));
        }
    }

    private void pools(String table, PoolsSpec pools, Set<String> used) {
        for (Map.Entry<String, Pool<Connection.Http>> entry : pools.http().entrySet()) {
            String key = Keys.child(table + ".http", entry.getKey());
            if (problems.faultyWithin(key)) {
                continue;
            }
            if (used.contains(table) && entry.getKey().equals(TAG)) {
                pool(key, entry.getValue());
            } else {
                problems.warning(
                        key,
                        Fault.of("not connected to: nothing uses it").hint("the method http uses the one named auth"));
            }
        }
    }

    private void pool(String key, Pool<Connection.Http> pool) {
        if (pool.strategy() != Pool.Strategy.BEST_WORKER) {
            problems.warning(
                    key + ".strategy",
                    Fault.of("the same as \"best_worker\" here: any free connection serves a call, and calls wait"
                            + " in one line"));
        }
        Connection.Http connection = pool.connection();
        if (connection.tls().isPresent() && !connection.isSecure()) {
            problems.warning(
                    key + ".connection.tls",
                    Fault.of("no effect: host does not begin with https://").hint("write https://, or leave tls out"));
        }
        if (!connection.pathPrefix().endsWith("/")) {
            problems.warning(
                    key + ".connection.path_prefix",
                    Fault.of("requests go to paths such as " + connection.pathPrefix() + "check_password")
                            .hint("end it with a slash, unless that is meant"));
        }
    }
}
