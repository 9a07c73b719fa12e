package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.account.Existence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code tls} table of an rdbms pool, held against servers that are particular about it. */
final class RdbmsTlsTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final String SEALED = DatabaseServer.SEALED;
    private static final String SUITE = "ECDHE-ECDSA-AES128-GCM-SHA256";
    private static final String RIGHT_NAME = "tls.server_name_indication.host = \"db.door.test\"";
    private static final String ONE_SUITE = "tls.ciphers = \"" + SUITE + "\"\ntls.versions = [\"tlsv1.2\"]";
    private static final String REQUIRED = "tls.required = true";
    private static final String SITE = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth]
              password.format = "plain"
              [auth.rdbms]
            [[listen.c2s]] # clear
              ip_address = "127.0.0.1"
              port = 0
            """;

    @TempDir
    private static Path directory;

    private static String authority;
    private static String stranger;
    private static String own;

    @BeforeAll
    static void writeFiles() throws IOException {
        authority = file("cacertfile", "authority.pem", Badge.AUTHORITY.getCertificatePEM());
        stranger = file("cacertfile", "stranger.pem", Badge.STRANGER.getCertificatePEM());
        own = file("certfile", "own.pem", Badge.pem("CN=vestibule"));
    }

    private static String file(String key, String name, String content) throws IOException {
        return "tls." + key + " = \"" + Files.writeString(directory.resolve(name), content) + "\"";
    }

    /** Empty if alice is found, else why the pool is down. */
    private static String complaint(String pool) throws IOException {
        try (Site site = Site.of(SITE + pool)) {
            await().until(() -> site.house().accounts().exists(ALICE) == Existence.EXISTS
                    || !site.house().readiness().ready());
            return String.join("", site.house().readiness().reasons()).replace("outgoing_pools.rdbms.default: ", "");
        }
    }

    /** The same pool on behalf of one who must show a certificate. */
    private static String sealed(String pool) {
        return pool.replace("username = \"" + DatabaseServer.NAME + "\"", "username = \"" + SEALED + "\"");
    }

    private static void fill(DatabaseServer server) throws IOException {
        server.start();
        server.makeTable();
        server.execute("INSERT INTO users (server, username, password) VALUES ('door.test', 'alice', 'secret')");
    }

    @Nested
    @NeedsProgram("initdb")
    final class OfPostgres {
        private static Postgres server;

        @BeforeAll
        static void start() throws IOException, InterruptedException {
            server = new Postgres();
            Path certificate = server.file("server.pem", Badge.pem("CN=database", "db.door.test"));
            Path trusted = server.file("authority.pem", Badge.AUTHORITY.getCertificatePEM());
            server.option("ssl=on", "ssl_cert_file=" + certificate, "ssl_key_file=" + certificate);
            server.option("ssl_ca_file=" + trusted);
            fill(server);
            server.execute(
                    "CREATE USER " + SEALED + " PASSWORD '" + DatabaseServer.PASSWORD + "'",
                    "GRANT ALL ON users TO " + SEALED);
        }

        @AfterAll
        static void stop() throws IOException {
            server.close();
        }

        @Test
        void believesTheRightServerOnly() throws IOException {
            assertThat(complaint(server.pool(REQUIRED, authority, RIGHT_NAME))).isEmpty();
            assertThat(complaint(server.pool(REQUIRED, authority))).contains("certificate is not for 127.0.0.1");
            for (String strict : new String[] {REQUIRED, ""}) {
                assertThat(complaint(server.pool(strict, stranger, RIGHT_NAME)))
                        .contains("certificate is not believed");
            }
            assertThat(complaint(server.pool(REQUIRED, "tls.verify_mode = \"none\"")))
                    .isEmpty();
        }

        @Test
        void speaksTheVersionAndSuiteItIsToldTo() throws IOException {
            server.execute("CREATE OR REPLACE VIEW secured AS SELECT s.version || ' ' || s.cipher AS how"
                    + " FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'vestibule'");
            try (Site site = Site.of(SITE + server.pool(REQUIRED, authority, RIGHT_NAME, ONE_SUITE))) {
                assertThat(site.house().accounts().exists(ALICE)).isEqualTo(Existence.EXISTS);
                assertThat(server.one("SELECT max(how) FROM secured")).isEqualTo("TLSv1.2 " + SUITE);
            }
        }

        @Test
        void showsItsOwnCertificate() throws IOException {
            assertThat(complaint(sealed(server.pool(REQUIRED, authority, RIGHT_NAME))))
                    .contains("client certificate");
            assertThat(complaint(sealed(server.pool(REQUIRED, authority, RIGHT_NAME, own))))
                    .isEmpty();
        }

        @Test
        void isInTheClearIfItMayBe() throws Exception {
            try (Postgres bare = new Postgres()) {
                fill(bare);
                assertThat(complaint(bare.pool(REQUIRED, authority))).contains("does not support SSL");
                assertThat(complaint(bare.pool(authority))).isEmpty();
            }
        }
    }

    @Nested
    @NeedsProgram("mariadb-install-db")
    final class OfMariaDb {
        private static MariaDb server;

        @BeforeAll
        static void start() throws IOException, InterruptedException {
            server = new MariaDb();
            Path certificate = server.file("server.pem", Badge.pem("CN=database", "db.door.test"));
            Path trusted = server.file("authority.pem", Badge.AUTHORITY.getCertificatePEM());
            server.option("ssl-cert=" + certificate, "ssl-key=" + certificate, "ssl-ca=" + trusted);
            fill(server);
            server.execute(
                    "CREATE USER " + SEALED + "@'%' IDENTIFIED BY '" + DatabaseServer.PASSWORD + "' REQUIRE SUBJECT"
                            + " '/CN=vestibule' AND CIPHER '" + SUITE + "'",
                    "GRANT ALL ON *.* TO " + SEALED + "@'%'");
        }

        @AfterAll
        static void stop() throws IOException {
            server.close();
        }

        @Test
        void believesTheRightServerOnly() throws IOException {
            assertThat(complaint(server.pool(authority, RIGHT_NAME))).isEmpty();
            assertThat(complaint(server.pool(authority))).contains("certificate is not for 127.0.0.1");
            assertThat(complaint(server.pool(stranger, RIGHT_NAME))).contains("certificate is not believed");
            assertThat(complaint(server.pool("tls.verify_mode = \"none\""))).isEmpty();
        }

        @Test
        void showsItsOwnCertificateAndSpeaksTheSuiteItIsToldTo() throws IOException {
            assertThat(complaint(sealed(server.pool(authority, RIGHT_NAME, own, ONE_SUITE))))
                    .isEmpty();
            assertThat(complaint(sealed(server.pool(authority, RIGHT_NAME, ONE_SUITE))))
                    .contains("Access denied for user 'sealed'");
            assertThat(complaint(sealed(server.pool(authority, RIGHT_NAME, own))))
                    .contains("Access denied for user 'sealed'");
        }

        @Test
        void isNeverInTheClear() throws Exception {
            try (MariaDb bare = new MariaDb()) {
                bare.option("skip-ssl");
                fill(bare);
                assertThat(complaint(bare.pool(authority))).contains("ssl not enabled in the server");
            }
        }
    }
}
