package im.vestibule.config;

import im.vestibule.config.PoolsSpec.Pool;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of the rdbms pools of a file: which of them are used, and how calls are spread. */
final class RdbmsChecks {
    /** The tag of the pool that the method rdbms uses. */
    private static final String TAG = "default";

    private final Config config;
    private final Problems problems;

    RdbmsChecks(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void run() {
        Set<String> used = used();
        check("outgoing_pools", config.outgoingPools(), used);
        List<HostConfigSpec> hosts = config.hostConfig();
        for (int i = 0; i < hosts.size(); i++) {
            String key = key(i);
            hosts.get(i).pools().ifPresent(pools -> check(key, pools, used));
        }
    }

    private static String key(int hostConfig) {
        return Keys.item("host_config", hostConfig) + ".outgoing_pools";
    }

    /** The keys of the pools that some host logs in with. */
    private Set<String> used() {
        Set<String> used = new HashSet<>();
        for (String host : Checks.served(config)) {
            if (config.forHost(host).auth().methods().contains(AuthMethod.RDBMS)) {
                used.add(table(host).orElse("outgoing_pools") + ".rdbms." + TAG);
            }
        }
        return used;
    }

    /** Where the host's own pool is. */
    private Optional<String> table(String host) {
        List<HostConfigSpec> hosts = config.hostConfig();
        for (int i = 0; i < hosts.size(); i++) {
            HostConfigSpec own = hosts.get(i);
            if (own.host().equals(host)
                    && own.pools()
                            .filter(pools -> pools.rdbms().containsKey(TAG))
                            .isPresent()) {
                return Optional.of(key(i));
            }
        }
        return Optional.empty();
    }

    private void check(String table, PoolsSpec pools, Set<String> used) {
        pools.rdbms().forEach((tag, pool) -> {
            String key = table + ".rdbms." + tag;
            if (problems.faultyWithin(key)) {
                return;
            }
            if (!used.contains(key)) {
                problems.warning(
                        key,
                        Fault.of("not connected to: nothing uses it")
                                .hint("the method rdbms uses the one named default"));
            } else if (pool.strategy() != Pool.Strategy.BEST_WORKER) {
                problems.warning(
                        key + ".strategy",
                        Fault.of("the same as \"best_worker\" here: any free connection serves a call, and calls wait"
                                + " in one line"));
            }
        });
    }
}
