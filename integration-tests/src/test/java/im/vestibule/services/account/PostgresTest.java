package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.vestibule.config.AuthSpec.Password.Format;
import im.vestibule.it.DatabaseServer;
import im.vestibule.it.NeedsProgram;
import im.vestibule.it.Postgres;
import im.vestibule.services.pool.Watch;
import im.vestibule.services.rdbms.RdbmsPool;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NeedsProgram("initdb")
final class PostgresTest {
    private static DatabaseServer server;
    private static RdbmsPool pool;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = new Postgres();
        server.start();
        server.makeTable();
        pool = RdbmsContract.pool(server);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        server.close();
    }

    @Test
    void saysWhatTheTableLacks() throws Exception {
        server.execute("CREATE DATABASE lacking");
        assertThat(RdbmsContract.complaint(server, "lacking"))
                .isEqualTo("the database has no table users; docs/schema/pgsql.sql makes it");

        server.executeIn("lacking", "CREATE TABLE users (username varchar(250), password text)");
        assertThat(RdbmsContract.complaint(server, "lacking"))
                .isEqualTo(
                        "the table users has no column server, pass_details; docs/schema/pgsql.sql has what it needs");
    }

    /** Its connection to a database of its own is replaced although nobody calls. */
    @Test
    void keepsItsConnectionsAlive() {
        server.execute("CREATE DATABASE quiet");
        server.executeIn("quiet", "CREATE TABLE users (server text, username text, password text, pass_details text)");
        String pid = "SELECT max(pid) FROM pg_stat_activity WHERE datname = 'quiet'";
        try (RdbmsPool _ = RdbmsContract.pool(
                server, "quiet", Watch.NONE, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(5))) {
            String first = await().until(() -> server.one(pid), Objects::nonNull);
            server.execute("SELECT pg_terminate_backend(" + first + ")");
            await().until(() -> server.one(pid), next -> next != null && !next.equals(first));
        }
    }

    abstract static class Contract extends RdbmsContract {
        Contract(Format format) {
            super(format);
        }

        @Override
        DatabaseServer server() {
            return server;
        }

        @Override
        RdbmsPool pool() {
            return pool;
        }

        @Override
        void analyze() {
            server.execute("ANALYZE users");
        }
    }

    @Nested
    final class AsScram extends Contract {
        AsScram() {
            super(Format.SCRAM);
        }
    }

    @Nested
    final class AsPlainText extends Contract {
        AsPlainText() {
            super(Format.PLAIN);
        }
    }
}
