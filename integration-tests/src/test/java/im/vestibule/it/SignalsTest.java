package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running server does when it is told to stop, or to read its configuration again. */
class SignalsTest {
    private static final String TOML = Toml.HOST + """
              loglevel = "info"
              registration_timeout = "infinity"
            [modules.mod_register]
            [modules.mod_ping]
            [access]
              max_user_sessions = [{acl = "all", value = 1000}]
            [[listen.c2s]]
              port = 0
              ip_address = "127.0.0.1"
            """;

    private static final Jid ALICE = Jid.of("alice", "door.test", "").orElseThrow();

    @TempDir
    private Path directory;

    private Path config;
    private Path errors;
    private @Nullable Command started;
    private final Wires wires = new Wires();

    @BeforeEach
    void place() {
        config = directory.resolve("door.toml");
        errors = directory.resolve("errors");
    }

    private void serve(String toml) throws IOException {
        Files.writeString(config, toml);
        started = Command.serve(config, errors);
    }

    private Command program() {
        return Objects.requireNonNull(started);
    }

    @AfterEach
    void close() throws IOException {
        wires.close();
        if (started != null) {
            started.close();
        }
    }

    private Wire connect() throws IOException {
        return wires.add(new Wire(program().doors().getFirst()));
    }

    private void register(Jid account) throws IOException {
        Wire wire = connect().open(account.domain());
        wire.say("<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>" + account.local()
                + "</username><password>" + Site.password(account) + "</password></query></iq>");
        wire.hear("<iq type='result' id='r'/>");
        wire.close();
    }

    private Wire login(String resource) throws IOException {
        return connect().login(ALICE.withResource(resource).orElseThrow());
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(errors);
    }

    private List<String> check(Path file, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("check", "--config", file.toString(), "--against-running"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(new String[0]));
    }

    @Test
    void r05_everybodyIsToldAndNothingIsLostOnSigterm() throws Exception {
        serve(TOML + "[drain]\nperiod = 300\ndeadline = 20_000\n");
        register(ALICE);
        List<Wire> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(login("r" + i));
        }
        Wire sender = sessions.getFirst();
        for (int i = 0; i < 20; i++) {
            for (Wire recipient : sessions.subList(1, sessions.size())) {
                sender.say("<message to='" + recipient.jid().orElseThrow() + "' id='m" + i + "'/>");
            }
        }
        assertThat(sender.unread()).isEmpty();

        program().signal("TERM");

        for (Wire session : sessions) {
            StringBuilder queued = new StringBuilder();
            for (int i = 0; i < 20 && session != sender; i++) {
                queued.append("<message from='" + sender.jid().orElseThrow() + "' to='"
                        + session.jid().orElseThrow() + "' id='m" + i + "'/>");
            }
            assertThat(session.end())
                    .isEqualTo(queued
                            + "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                            + "</stream:error></stream:stream>");
            session.close();
        }
        assertThat(program().exit()).isZero();
        assertThat(said())
                .anyMatch(line -> line.contains("INFO  draining connections=50 "))
                .last()
                .asString()
                .contains("INFO  stopped");
    }

    @Test
    void aSecondSignalStopsAtOnce() throws Exception {
        serve(TOML + "[drain]\ndelay = 3_600_000\ndeadline = 7_200_000\n");

        program().signal("TERM");
        await().until(() -> said().stream().anyMatch(line -> line.contains("draining")));
        program().signal("INT");

        assertThat(program().exit()).isEqualTo(143);
    }

    @Test
    void stopsEvenIfItsClassesAreTakenAway() throws Exception {
        Files.writeString(config, TOML);
        Path classes = directory.resolve("classes");
        started = Command.serve(classes, config, errors);

        Files.move(classes, directory.resolve("elsewhere"));
        program().signal("TERM");

        // Whether a part is missing depends on what it has needed by then; either way it ends, and says how.
        boolean whole = program().exit() == 0;
        assertThat(said())
                .last()
                .asString()
                .contains(whole ? " stopped" : "stopping at once: a part of the program cannot be loaded");
    }

    @Test
    void sighupTellsWhatItRefusesAndWhatItDoes() throws Exception {
        serve(TOML);
        register(ALICE);
        Wire session = login("a");

        Files.writeString(config, TOML + "acces = \"none\"\n");
        program().signal("HUP");
        await().until(() -> said().stream().anyMatch(line -> line.startsWith("not reloaded")));
        assertThat(said())
                .contains(
                        "reloading " + config,
                        config + ":16:1: error: listen.c2s[0].acces: unknown option (did you mean access?)",
                        "not reloaded, everything stays as it was: the configuration cannot be used");

        Files.writeString(config, TOML + "access = \"none\"\n");
        program().signal("HUP");
        await().until(() -> said().contains("reloaded"));
        assertThat(said())
                .contains("change listen.c2s[0] on 127.0.0.1:0 for new connections: access: \"all\" → \"none\"");
        assertThat(session.unread()).isEmpty();
    }

    @Test
    void aCheckShowsWhatSighupWouldDo() throws Exception {
        serve(TOML);
        Path run = directory.resolve("data").resolve("vestibule.run");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rw-------");
        Path other = directory.resolve("other.toml");

        Files.writeString(other, TOML + "access = \"none\"\n");
        assertThat(check(other))
                .startsWith("0")
                .endsWith("  change listen.c2s[0] on 127.0.0.1:0 for new connections: access: \"all\" → \"none\"");
        assertThat(String.join("", check(other, "--json")))
                .contains("\"possible\" : true")
                .contains("\"key\" : \"access\"");
        Files.writeString(other, TOML + "[modules.mod_presence]\n");
        assertThat(check(other)).startsWith("2").endsWith("  needs a restart: modules.mod_presence: false → true");

        program().signal("KILL");
        assertThat(program().exit()).isEqualTo(137);
        assertThat(check(other)).startsWith("2").last().asString().contains("is gone");
        serve(TOML);
        program().signal("TERM");
        assertThat(program().exit()).isZero();
        assertThat(check(other)).startsWith("2").last().asString().contains("there is no " + run);
    }
}
