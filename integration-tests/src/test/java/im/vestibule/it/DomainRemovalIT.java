package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while it removes a domain that has much. */
class DomainRemovalIT {
    private static final String TOML = """
        [general]
          loglevel = "info"
          hosts = ["door.test"]
          host_types = ["club"]
          default_server_domain = "door.test"
        [auth.internal]
        [services.service_domain_db]
        [[listen.http]]
          port = 0
          ip_address = "127.0.0.1"
          [[listen.http.handlers.mongoose_graphql_handler]]
            host = "_"
            path = "/api/graphql"
            schema_endpoint = "admin"
            username = "admin"
            password = "secret"
        """;

    private static final int ACCOUNTS = 100_000;
    private static final String REMOVE =
            "mutation { domain { requestRemoveDomain(domain: \"club.test\", hostType: \"club\") { status } } }";
    private static final String ADD =
            "mutation { domain { addDomain(domain: \"club.test\", hostType: \"club\") { domain } } }";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void isFinishedAfterTheNextStart() throws Exception {
        Path file = Files.writeString(directory.resolve("club.toml"), TOML);
        try (HttpClient http = HttpClient.newHttpClient()) {
            try (Program.Ready server = Program.serve(directory, file)) {
                assertThat(ask(http, server, ADD)).contains("{\"domain\":\"club.test\"}");
                fill();
                assertThat(ask(http, server, REMOVE)).contains("\"DELETING\"");
                await().until(() -> left() < ACCOUNTS);
                server.program().kill();
            }
            assertThat(left()).isBetween(1, ACCOUNTS - 1);

            try (Program.Ready server = Program.serve(directory, file)) {
                await().until(() -> server.program().errors().contains("domain_removed"));
                assertThat(left()).isZero();
                assertThat(ask(http, server, ADD)).contains("{\"domain\":\"club.test\"}");
            }
        }
    }

    private static String ask(HttpClient http, Program.Ready server, String document)
            throws IOException, InterruptedException {
        return GraphQlWire.of(http, server.doors().getFirst())
                .as("admin", "secret")
                .ask(document)
                .body()
                .toString();
    }

    private Connection store() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/vestibule.sqlite"));
    }

    private void fill() throws SQLException {
        try (Connection connection = store()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO users (server, username, password) VALUES ('club.test', ?, '')")) {
                for (int i = 0; i < ACCOUNTS; i++) {
                    insert.setString(1, "user" + i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    private int left() throws SQLException {
        try (Connection connection = store();
                PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM users WHERE server = 'club.test'");
                ResultSet rows = count.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
