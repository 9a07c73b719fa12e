package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device that is always full takes the log. */
class FullDiskTest {
    private static final String TOML = Toml.HOST + """
              loglevel = "all"
              registration_timeout = "infinity"
            [modules.mod_register]
            [modules.mod_ping]
            [metrics]
              port = 0
            [[listen.c2s]]
              port = 0
              ip_address = "127.0.0.1"
            """;

    private static final Jid ALICE = Jid.of("alice@door.test/home");

    @Test
    void r08GoesOnWithoutALogAndCountsItsLines(@TempDir Path directory) throws Exception {
        Path config = Files.writeString(directory.resolve("door.toml"), TOML);
        try (Command server = Command.serve(config, Path.of("/dev/full"))) {
            Site.Door door = server.doors().getFirst();
            try (Wire wire = new Wire(door).open("door.test")) {
                wire.say(OperatorIT.registration("alice", "r"));
                wire.hear("<iq type='result' id='r'/>");
            }
            double before = lost(server);
            for (int i = 0; i < 20; i++) {
                try (Wire alice = new Wire(door).login(ALICE)) {
                    assertThat(alice.unread()).isEmpty();
                }
            }
            await().until(() -> lost(server) >= before + 20);
            server.signal("TERM");
            assertThat(server.exit()).isZero();
        }
    }

    private static double lost(Command server) throws Exception {
        return Counts.at(server.address("metrics")).sum("vestibule_log_lines_lost_total");
    }
}
