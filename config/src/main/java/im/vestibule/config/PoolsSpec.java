package im.vestibule.config;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** The {@code outgoing_pools} table: connections to other services. The keys of the maps are tags. */
public record PoolsSpec(
        Map<String, Pool<RdbmsConnection>> rdbms,
        Map<String, Pool<Connection.Http>> http,
        Map<String, Pool<Connection.Ldap>> ldap,
        Map<String, Pool<Connection.Redis>> redis,
        Map<String, Pool<Connection.Rabbit>> rabbit,
        Map<String, Pool<Connection.Elastic>> elastic,
        Map<String, Pool<Connection.Cassandra>> cassandra) {
    private static final int WORKERS = 10;
    private static final Duration CALL_TIMEOUT = NumberTypes.millis(5000);

    static PoolsSpec read(Section s) {
        return read(s, true);
    }

    /** The pools of one host: there is no scope to choose. */
    static PoolsSpec readForHost(Section s) {
        return read(s, false);
    }

    private static PoolsSpec read(Section s, boolean scoped) {
        return new PoolsSpec(
                pools(s, "rdbms", scoped, WORKERS, NumberTypes.millis(60_000), RdbmsConnection::read),
                pools(s, "http", scoped, WORKERS, CALL_TIMEOUT, Connection.Http::read),
                pools(s, "ldap", scoped, WORKERS, CALL_TIMEOUT, Connection.Ldap::read),
                pools(s, "redis", scoped, WORKERS, CALL_TIMEOUT, Connection.Redis::read),
                pools(s, "rabbit", scoped, WORKERS, CALL_TIMEOUT, Connection.Rabbit::read),
                pools(s, "elastic", scoped, WORKERS, CALL_TIMEOUT, Connection.Elastic::read),
                pools(s, "cassandra", scoped, 20, CALL_TIMEOUT, Connection.Cassandra::read));
    }

    private static <C> Map<String, Pool<C>> pools(
            Section s,
            String type,
            boolean scoped,
            int workers,
            Duration callTimeout,
            Function<Section, C> connection) {
        return s.table(
                        type,
                        pools -> pools.names((tags, tag) -> {
                            tags.define(Names.Kind.POOL, type + "." + tag);
                            return tags.section(tag, pool -> Pool.read(pool, scoped, workers, callTimeout, connection));
                        }))
                .orElse(Map.of());
    }

    /**
     * Connections of one kind.
     *
     * @param scope one for all hosts, or one for each
     * @param workers how many of them
     * @param strategy which connection serves a call
     * @param callTimeout how long a call may take, waiting included
     * @param connection where to connect, and how
     */
    public record Pool<C>(Scope scope, int workers, Strategy strategy, Duration callTimeout, C connection) {
        public enum Scope {
            GLOBAL,
            HOST_TYPE,
            /** Another name of {@link #HOST_TYPE}. */
            HOST
        }

        /** Which connection serves a call. */
        public enum Strategy {
            BEST_WORKER,
            RANDOM_WORKER,
            NEXT_WORKER,
            AVAILABLE_WORKER,
            NEXT_AVAILABLE_WORKER
        }

        static <C> Pool<C> read(
                Section s, boolean scoped, int workers, Duration callTimeout, Function<Section, C> connection) {
            return new Pool<>(
                    scoped ? s.value("scope", Type.oneOf(Scope.class), Scope.GLOBAL) : Scope.HOST_TYPE,
                    s.positive("workers", workers),
                    s.value("strategy", Type.oneOf(Strategy.class), Strategy.BEST_WORKER),
                    s.value("call_timeout", NumberTypes.MILLIS, callTimeout),
                    s.section("connection", connection));
        }
    }
}
