package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.it.Storm.Outcome;
import im.vestibule.model.Jid;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A database that goes in the middle of a storm of logins, and comes back. */
final class RdbmsOutageTest {
    private static final String POOL = "outgoing_pools.rdbms.default";
    private static final String SITE = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.password]
              scram_iterations = 1
            [auth.rdbms]
            [metrics]
              port = 0
            [[listen.c2s]] # clear
              ip_address = "127.0.0.1"
              port = 0
            [outgoing_pools.rdbms.default]
              workers = 3
              call_timeout = 20_000
            """;

    private static final List<Jid> ACCOUNTS = IntStream.range(0, 6)
            .mapToObj(i -> Jid.of("guest" + i + "@door.test"))
            .toList();

    @Test
    @NeedsProgram("initdb")
    void postgresIsKilledAndComesBack() throws Exception {
        kill(new Postgres());
    }

    @Test
    @NeedsProgram("initdb")
    void postgresHangsAndGoesOn() throws Exception {
        freeze(new Postgres());
    }

    @Test
    @NeedsProgram("mariadb-install-db")
    void mariaDbIsKilledAndComesBack() throws Exception {
        kill(new MariaDb());
    }

    @Test
    @NeedsProgram("mariadb-install-db")
    void mariaDbHangsAndGoesOn() throws Exception {
        freeze(new MariaDb());
    }

    private static void kill(DatabaseServer started) throws Exception {
        outage(started, DatabaseServer::kill, DatabaseServer::start);
    }

    private static void freeze(DatabaseServer started) throws Exception {
        outage(started, DatabaseServer::freeze, DatabaseServer::thaw);
    }

    private interface Deed {
        void on(DatabaseServer server) throws Exception;
    }

    private static void outage(DatabaseServer made, Deed goes, Deed comes) throws Exception {
        try (DatabaseServer server = made) {
            server.start();
            server.makeTable();
            try (Site site = Site.of(SITE + server.pool("query_timeout = 1_000", "max_start_interval = 1"))) {
                ACCOUNTS.forEach(site::renew);
                Log.all().take();
                Storm storm = Storm.begin(site.door("clear"), ACCOUNTS);
                try (storm) {
                    storm.hear(Outcome.SUCCESS, 50);
                    goes.on(server);
                    storm.hear(Outcome.TEMPORARY_AUTH_FAILURE, 50);
                    assertThat(Figures.get(site, "/ready").body()).startsWith(POOL + ": ");
                    comes.on(server);
                    storm.hear(Outcome.SUCCESS, 50);
                }
                assertThat(storm.outcomes())
                        .containsEntry(Outcome.NOT_AUTHORIZED, 0)
                        .containsEntry(Outcome.OTHER, 0);
                await().until(() -> Figures.get(site, "/ready").statusCode() == 200);
                assertNobodyWasCounted(Figures.of(site).values());
                assertSaidOnce(Log.all().take().events());
            }
        }
    }

    private static void assertNobodyWasCounted(Map<String, Double> figures) {
        assertThat(figures)
                .allSatisfy((name, value) -> assertThat(name.contains("not-authorized") && value > 0)
                        .as(name)
                        .isFalse());
    }

    private static void assertSaidOnce(List<ILoggingEvent> events) {
        assertThat(events)
                .extracting(ILoggingEvent::getMessage)
                .filteredOn(event -> event.startsWith("backend_") || event.startsWith("auth_backend"))
                .containsExactly("backend_down", "backend_up");
        assertThat(events).extracting(Log::text).noneMatch(line -> line.contains(DatabaseServer.PASSWORD));
    }
}
