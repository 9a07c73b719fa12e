package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec.Password.Format;
import im.vestibule.config.Limit;
import im.vestibule.it.DatabaseServer;
import im.vestibule.it.MariaDb;
import im.vestibule.it.NeedsProgram;
import im.vestibule.model.Jid;
import im.vestibule.services.rdbms.RdbmsPool;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NeedsProgram("mariadb-install-db")
final class MariaDbTest {
    private static DatabaseServer server;
    private static RdbmsPool pool;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = new MariaDb();
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
                .isEqualTo("the database has no table users; docs/schema/mysql.sql makes it");

        server.executeIn("lacking", "CREATE TABLE users (username varchar(250), password text)");
        assertThat(RdbmsContract.complaint(server, "lacking"))
                .isEqualTo(
                        "the table users has no column server, pass_details; docs/schema/mysql.sql has what it needs");
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
            server.execute("ANALYZE TABLE users");
        }
    }

    /** As in a schema that was made without a thought of it. */
    @Nested
    final class WhereAccentsDoNotCount extends Contract {
        private static final Jid BARE = Jid.of("cafe@door.test");
        private static final Jid ACCENTED = Jid.of("caf\u00e9@door.test");

        WhereAccentsDoNotCount() {
            super(Format.PLAIN);
        }

        @BeforeEach
        void blur() {
            server.execute("ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        }

        @AfterEach
        void sharpen() {
            server.execute("ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }

        @Override
        @Test
        void keepsNamesOfAllKindsApart() {
            backend().register(ACCENTED, PASSWORD, Limit.INFINITY);

            assertThat(backend().check(BARE, PASSWORD)).isEqualTo(Verdict.REFUSED);
            assertThat(backend().exists(BARE)).isEqualTo(Existence.ABSENT);
            assertThat(backend().register(BARE, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.EXISTS);
            assertThat(backend().setPassword(BARE, WRONG)).isEqualTo(PasswordChange.ABSENT);
            assertThat(backend().remove(BARE)).isEqualTo(Removal.ABSENT);
            assertThat(backend().check(ACCENTED, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
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
