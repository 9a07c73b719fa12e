package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Logins by the method external, two processes of a program. */
class ExternalMethodTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
              registration_timeout = "infinity"
            [auth.external]
              program = "%s"
              instances = 2
            [modules.mod_register]
            [metrics]
              port = 0
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
            [[listen.c2s]] # tls
              port = 0
              ip_address = "127.0.0.1"
              tls = {mode = "tls", certfile = "door.pem"}
            """;

    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private static final Jid JULIET = Jid.of("juliet@door.test");

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        Log.Taken _ = Log.all().take();
        site = Site.of(TOML.formatted(Keeper.command()));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void takesTheRightPasswordOnly() throws IOException {
        site.renew(JULIET);
        try (Wire wire = site.connect("tls")) {
            wire.login(JULIET);
        }
        for (String credentials : new String[] {"\0juliet\0wrong", "\0nobody\0juliet-secret"}) {
            try (Wire wire = site.connect("tls")) {
                wire.greet("door.test");
                wire.say("<auth" + SASL + " mechanism='PLAIN'>" + Wire.base64(credentials) + "</auth>");
                wire.hear("<failure" + SASL + "><not-authorized/></failure>");
            }
        }
    }

    @Test
    void offersNoScram() throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.say(Wire.header("door.test"));
            assertThat(wire.hear(Wire.FEATURES).group())
                    .contains("<mechanism>PLAIN<")
                    .doesNotContain("SCRAM");
        }
    }

    @Test
    void letsMembersComeAndGo() throws Exception {
        new Membership(site.door("tls"), JidCreate.entityBareFrom("mercutio@door.test")).run();
    }

    @Test
    void outlivesAnOutageOfTheProgram() throws Exception {
        Path closed = site.directory().resolve("closed");
        new Outage(site, "auth.external for door.test")
                .run(
                        () -> {
                            Files.createFile(closed);
                            Keeper.all().forEach(ProcessHandle::destroyForcibly);
                        },
                        () -> Files.delete(closed));
    }

    @Test
    void keepsItsProcessesOverAReload() {
        Patience.await().until(() -> Keeper.all().size() == 2);
        Set<ProcessHandle> before = Keeper.all();
        String other =
                TOML.formatted(Keeper.command()).replace("event_loops = 2", "event_loops = 2\n  language = \"it\"");

        assertThat(site.reload(other, new ArrayList<>())).isInstanceOf(House.Reloading.Done.class);
        assertThat(Keeper.all()).isEqualTo(before);
    }

    /** What it says once it knows a password may be that password. */
    @Test
    void tellsTheLogWhatTheProgramSays() throws IOException {
        Log.Taken _ = Log.all().take();
        try (Site fresh = Site.of(TOML.formatted(Keeper.command()).replace("instances = 2", "instances = 1"))) {
            fresh.renew(JULIET);
            Patience.await().until(() -> fresh.house().readiness().ready());
        }
        List<ILoggingEvent> said = Log.all().take().events().stream()
                .filter(event -> event.getMessage().equals("program_says"))
                .toList();
        assertThat(said)
                .extracting(ILoggingEvent::getLevel)
                .startsWith(Level.WARN)
                .contains(Level.INFO);
        assertThat(said).extracting(Log::text).first().asString().contains("keeper is ready");
    }
}
