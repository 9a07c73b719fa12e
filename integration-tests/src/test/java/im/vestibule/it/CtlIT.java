package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./vestibule ctl} as an operator types it, at a server behind TLS whose certificate no authority knows. */
class CtlIT {
    private static final String TOML = Toml.HOST + """
            [[listen.http]]
              port = SECURE
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "admin.test"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "topsecret"
            [[listen.http]]
              port = CLEAR
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "topsecret"
            """;

    @TempDir
    private static Path directory = Path.of("");

    private static int clear;
    private static @Nullable Program server;

    private record Said(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @BeforeAll
    static void serve() throws IOException {
        SelfSigned.write(directory.resolve("door.pem"), List.of("elsewhere.test"), Instant.now());
        clear = Ports.free();
        Files.writeString(
                directory.resolve("door.toml"),
                TOML.replace("SECURE", String.valueOf(Ports.free())).replace("CLEAR", String.valueOf(clear)));
        Program started = Program.start(directory, "serve", "--config", "door.toml");
        server = started;
        assertThat(started.untilReady()).as(started.errors()).isTrue();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Said ctl(String... words) throws IOException, InterruptedException {
        String[] line = new String[words.length + 1];
        line[0] = "ctl";
        System.arraycopy(words, 0, line, 1, words.length);
        try (Program program = Program.start(directory, line)) {
            String out = program.rest();
            return new Said(program.exit(), out, program.errors());
        }
    }

    private static Said configured(String... words) throws IOException, InterruptedException {
        String[] line = new String[words.length + 2];
        System.arraycopy(words, 0, line, 0, words.length);
        line[words.length] = "--config";
        line[words.length + 1] = "door.toml";
        return ctl(line);
    }

    @Test
    void asksAndTellsPrograms() throws Exception {
        Said said = ctl("--config", "door.toml", "account", "countUsers", "--domain", "door.test");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.json().at("/data/account/countUsers").isInt()).isTrue();
    }

    @Test
    void changesAndTellsPeople() throws Exception {
        Said said = configured(
                "account", "register-user", "--domain=door.test", "--username=carol", "--password=x", "--table");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out()).startsWith("jid      carol@door.test\nmessage  ");
    }

    @Test
    void saysWhatFailsWithItsCode() throws Exception {
        Said said = configured("account", "banUser", "--user", "nobody@door.test", "--reason", "none");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).matches("error: user_does_not_exist: [^\n]+\n");
        assertThat(said.json().at("/errors/0/extensions/code").asString()).isEqualTo("user_does_not_exist");
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsSent() throws Exception {
        Said said = ctl("--url", "http://nowhere.invalid/", "account", "checkUser", "--usr", "alice");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).isEqualTo("""
                        error: --usr: unknown argument (did you mean --user?)
                        error: --user: missing, a JID!
                        See ctl account checkUser --help.
                        """);
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        Files.writeString(directory.resolve("wrong.txt"), "wrong\n");
        Said said = ctl(
                "--url=http://127.0.0.1:" + clear + "/api/graphql",
                "--user=admin",
                "--password-file=wrong.txt",
                "--table",
                "checkAuth");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("error: wrong_credentials: ").doesNotContain("topsecret", "Exception");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        String url = "http://127.0.0.1:" + Ports.free() + "/api/graphql";
        Said said = ctl("--url", url, "checkAuth");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("error: " + url + ": nobody listens there; is the server running?\n");
    }

    @Test
    void helpsAtEveryLevel() throws Exception {
        Said all = ctl("--help");
        assertThat(all.exit()).isZero();
        assertThat(all.out()).contains("--password-file", "VESTIBULE_CTL_PASSWORD", "Categories:\n", "\n  account ");
        Said category = ctl("account", "--help");
        assertThat(category.exit()).isZero();
        assertThat(category.out()).contains("\n  countUsers ", "\n  registerUser ");
        Said command = ctl("account", "registerUser", "--help");
        assertThat(command.exit()).isZero();
        assertThat(command.out())
                .contains("--domain=DomainName [--username=UserName] --password=String")
                .contains("Answers UserPayload: jid, message.");
    }

    /** What is sent before somebody listens is gone, so it is sent until it is heard. */
    @Test
    void tellsOfEventsAsTheyCome() throws Exception {
        for (String name : List.of("alice", "bob")) {
            Said said = configured(
                    "account", "registerUser", "--domain", "door.test", "--username", name, "--password", "x");
            assertThat(said.exit()).as(said.err()).isZero();
        }
        try (Program listener = Program.start(
                directory,
                "ctl",
                "--config",
                "door.toml",
                "stanza",
                "subscribeForMessages",
                "--caller",
                "bob@door.test")) {
            CompletableFuture<String> event =
                    CompletableFuture.supplyAsync(() -> line(listener), Thread::startVirtualThread);
            Patience.await().until(() -> {
                configured("stanza", "sendMessage", "--from=alice@door.test", "--to=bob@door.test", "--body=Hello");
                return event.isDone();
            });
            JsonNode message = JsonMapper.shared().readTree(event.get()).at("/data/stanza/subscribeForMessages");
            assertThat(message.get("sender").asString()).startsWith("alice@door.test");
            assertThat(message.get("stanza").asString()).contains("<body>Hello</body>");
            assertThat(listener.errors()).isEmpty();
            listener.signal();
            // Of a process that SIGTERM has ended.
            assertThat(listener.exit()).isEqualTo(143);
        }
    }

    private static String line(Program program) {
        try {
            return program.line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
