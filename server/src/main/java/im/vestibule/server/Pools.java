package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.PoolsSpec;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.PoolsSpec.Pool.Scope;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Watch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The outgoing pools that something uses, each opened when it is first asked for. They last as long as the process: a
 * configuration with other pools needs a restart, though hosts may leave and take along what is theirs alone. One caller at
 * a time.
 */
final class Pools implements AutoCloseable {
    private final Config config;
    private final Watch watch;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /**
     * @param owner the host whose own it is; empty for what is everybody's
     */
    private record Open(String owner, AutoCloseable pool) {}

    /**
     * @param watch is told which of them do not work
     */
    Pools(Config config, Watch watch) {
        this.config = config;
        this.watch = watch;
    }

    /**
     * A pool as one host sees it: its own, or the global one of this tag, which may be there once for each host.
     *
     * @param type as in the file
     * @param kind the pools of this type
     * @param make opens a pool; its health goes by the pool's name
     * @throws IllegalStateException if there is none, which the configuration's checks have seen to
     */
    <C, P extends AutoCloseable> P pool(
            String type,
            String host,
            String tag,
            Class<P> shape,
            Function<PoolsSpec, Map<String, Pool<C>>> kind,
            BiFunction<Health, Pool<C>, P> make) {
        Optional<Pool<C>> own = config.hostConfig().stream()
                .filter(table -> table.host().equals(host))
                .flatMap(table -> table.pools().stream())
                .flatMap(pools -> Optional.ofNullable(kind.apply(pools).get(tag)).stream())
                .findFirst();
        Pool<C> pool = own.or(() ->
                        Optional.ofNullable(kind.apply(config.outgoingPools()).get(tag)))
                .orElseThrow(() -> new IllegalStateException("no pool outgoing_pools." + type + "." + tag));
        String name = "outgoing_pools." + type + "." + tag + (pool.scope() == Scope.GLOBAL ? "" : " for " + host);
        String owner = pool.scope() == Scope.GLOBAL ? "" : host;
        return shape.cast(open(name, owner, health -> make.apply(health, pool)));
    }

    /**
     * Something else outside that a host has for itself, opened when it is first asked for.
     *
     * @param name of it and of its health, without the host
     */
    <P extends AutoCloseable> P service(String name, String host, Class<P> shape, Function<Health, P> make) {
        return shape.cast(open(name + " for " + host, host, make));
    }

    private AutoCloseable open(String name, String owner, Function<Health, ? extends AutoCloseable> make) {
        return open.computeIfAbsent(name, _ -> {
                    watch.up(name);
                    return new Open(owner, make.apply(new Health(name, watch)));
                })
                .pool();
    }

    /** Closes what only other hosts use. May wait. */
    void retain(Collection<String> hosts) {
        open.entrySet().removeIf(entry -> {
            String owner = entry.getValue().owner();
            boolean leaves = !owner.isEmpty() && !hosts.contains(owner);
            if (leaves) {
                close(entry.getValue());
                watch.up(entry.getKey());
            }
            return leaves;
        });
    }

    @Override
    public void close() {
        open.values().forEach(Pools::close);
    }

    private static void close(Open open) {
        try {
            open.pool().close();
        } catch (Exception e) {
            throw new IllegalStateException("a pool does not close", e);
        }
    }
}
