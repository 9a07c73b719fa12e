package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.RdbmsConnection;
import im.vestibule.config.Secret;
import im.vestibule.it.DatabaseServer;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Watch;
import im.vestibule.services.rdbms.RdbmsPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every back end does, over a pool of connections to a server; and what is particular about the table it keeps. */
abstract class RdbmsContract extends BackendContract {
    /** The keys of RFC 5802 §5, of the password "pencil". */
    private static final String SALT = "QSXCR+Q6sek8bf92";

    private static final String STORED = "6dlGYMOdZcOPutkcNY8U2g7vK9Y=";
    private static final String SERVER = "D+CSWLOshSulAsxiupA+qs2/fTE=";
    private static final Secret PENCIL = new Secret("pencil");

    private static final Derivation DERIVATION = new Derivation();

    private final AuthSpec.Password.Format format;

    RdbmsContract(AuthSpec.Password.Format format) {
        this.format = format;
    }

    abstract DatabaseServer server();

    abstract RdbmsPool pool();

    static RdbmsPool pool(DatabaseServer server) {
        return pool(server, DatabaseServer.NAME, Watch.NONE, Optional.empty(), Duration.ofSeconds(5));
    }

    static RdbmsPool pool(
            DatabaseServer server, String database, Watch watch, Optional<Duration> keepalive, Duration queryTimeout) {
        RdbmsConnection connection = new RdbmsConnection(
                server.driver().equals("pgsql") ? RdbmsConnection.Driver.PGSQL : RdbmsConnection.Driver.MYSQL,
                keepalive,
                queryTimeout,
                Duration.ofSeconds(1),
                new RdbmsConnection.Server(
                        "127.0.0.1",
                        server.port(),
                        database,
                        DatabaseServer.NAME,
                        new Secret(DatabaseServer.PASSWORD),
                        Optional.empty(),
                        false));
        return Rdbms.open(
                new Health("outgoing_pools.rdbms.default", watch),
                new Pool<>(Pool.Scope.GLOBAL, 3, Pool.Strategy.BEST_WORKER, Duration.ofSeconds(20), connection),
                Optional.empty());
    }

    /** Why a fresh pool does not work. */
    static String complaint(DatabaseServer server, String database) throws InterruptedException {
        BlockingQueue<String> reasons = new ArrayBlockingQueue<>(1);
        Watch watch = new Watch() {
            @Override
            public void down(String name, String reason) {
                reasons.add(reason);
            }

            @Override
            public void up(String name) {}
        };
        try (RdbmsPool _ = pool(server, database, watch, Optional.empty(), Duration.ofSeconds(5))) {
            return Objects.requireNonNull(reasons.poll(30, TimeUnit.SECONDS), "it works");
        }
    }

    @BeforeEach
    void clear() {
        server().execute("DELETE FROM users");
    }

    @Override
    Backend backend() {
        return backend(false);
    }

    private Rdbms backend(boolean estimate) {
        return backend(pool(), estimate);
    }

    private Rdbms backend(RdbmsPool pool, boolean estimate) {
        return new Rdbms(
                pool,
                new AuthSpec.Rdbms(estimate),
                DERIVATION,
                new Decoys(new byte[32]),
                new AuthSpec.Password(format, List.of(AuthSpec.Password.Hash.values()), 4));
    }

    private void insert(String name, String password, String details) {
        server().execute("INSERT INTO users (server, username, password, pass_details) VALUES ('door.test', '" + name
                + "', '" + password + "', " + details + ")");
    }

    private Verdict check(String name, Secret password) {
        return backend().check(Jid.of(name + "@door.test"), password);
    }

    @Test
    void readsWhateverMongooseImHasWritten() {
        insert("plain", "pencil", "NULL");
        insert("old", "pencil", "''");
        insert("multi", "", "'==MULTI_SCRAM==,4096,===SHA1===" + SALT + "|" + STORED + "|" + SERVER + "'");
        insert("single", "", "'==SCRAM==," + STORED + "," + SERVER + "," + SALT + ",4096'");
        insert(
                "json",
                "",
                "'{\"iteration_count\":4096,\"sha\":{\"salt\":\"" + SALT + "\",\"stored_key\":\"" + STORED
                        + "\",\"server_key\":\"" + SERVER + "\"}}'");

        for (String name : List.of("plain", "old", "multi", "single", "json")) {
            assertThat(check(name, PENCIL)).as(name).isEqualTo(Verdict.ACCEPTED);
            assertThat(check(name, WRONG)).as(name).isEqualTo(Verdict.REFUSED);
            assertThat(backend().lookup(Jid.of(name + "@door.test"), Hash.SHA))
                    .as(name)
                    .isInstanceOf(Lookup.Found.class);
        }
    }

    @Test
    void cannotTellWhatABrokenRowMeans() {
        insert("broken", "", "'rubbish'");

        assertThat(check("broken", PENCIL)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(check("nobody", PENCIL)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void waitsForNobodyWhoHoldsTheTable() throws SQLException {
        insert("patient", "pencil", "NULL");
        Jid account = Jid.of("patient@door.test");
        Duration soon = Duration.ofMillis(200);
        try (RdbmsPool hasty = pool(server(), DatabaseServer.NAME, Watch.NONE, Optional.empty(), soon)) {
            Rdbms backend = backend(hasty, false);
            try (Connection _ = server().locked()) {
                assertThat(backend.check(account, PENCIL)).isEqualTo(Verdict.UNAVAILABLE);
                assertThat(backend.exists(account)).isEqualTo(Existence.UNAVAILABLE);
            }
            await().until(() -> backend.check(account, PENCIL) == Verdict.ACCEPTED);
        }
    }

    @Test
    void makesNoAccountWhoseNameDoesNotFit() {
        Jid fits = Jid.of("x".repeat(250) + "@door.test");
        Jid longer = Jid.of("x".repeat(251) + "@door.test");

        assertThat(backend().register(longer, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(backend().exists(longer)).isEqualTo(Existence.ABSENT);
        assertThat(backend().register(fits, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.DONE);
        assertThat(backend().exists(fits)).isEqualTo(Existence.EXISTS);
    }

    @Test
    void keepsNamesOfAllKindsApart() {
        for (String name : List.of("cafe", "caf\u00e9", "o\\27neil", "\u6f22\u5b57", "\ud840\udc00")) {
            Jid account = Jid.parse(name + "@door.test").orElseThrow();
            assertThat(backend().register(account, new Secret(name), Limit.INFINITY))
                    .as(name)
                    .isEqualTo(Registered.DONE);
            assertThat(backend().check(account, new Secret(name))).as(name).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void removesTheAccountsOfOneDomainAFewAtATime() throws Unreachable {
        Jid bystander = Jid.of("d@caf\u00e9.test");
        Rdbms backend = backend(false);
        for (Jid account :
                List.of(Jid.of("a@cafe.test"), Jid.of("b@cafe.test"), Jid.of("c@cafe.test"), JULIET, bystander)) {
            assertThat(backend.register(account, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.DONE);
        }

        assertThat(backend.removeSome("cafe.test", 2)).isEqualTo(2);
        assertThat(backend.removeSome("cafe.test", 2)).isEqualTo(1);
        assertThat(backend.removeSome("cafe.test", 2)).isZero();
        assertThat(backend.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(backend.exists(bystander)).isEqualTo(Existence.EXISTS);
    }

    /** The estimate is of all domains together. */
    @Test
    void believesTheEstimateWhereItIsTold() {
        server().execute("INSERT INTO users (server, username, password) VALUES ('other.test', 'a', 'x'),"
                + " ('other.test', 'b', 'x')");
        analyze();
        Limit two = new Limit(2);

        assertThat(backend(true).register(JULIET, PASSWORD, two)).isEqualTo(Registered.FULL);
        assertThat(backend(false).register(JULIET, PASSWORD, two)).isEqualTo(Registered.DONE);
    }

    /** Has the server estimate. */
    abstract void analyze();
}
