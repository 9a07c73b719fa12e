package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Mode;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What a script has to say, and to hear, by go-sendxmpp. */
@ExtendWith(SharedSite.class)
@NeedsProgram("go-sendxmpp")
class GoSendXmppIT {
    private final Tool program = Tool.named("go-sendxmpp");

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "required_just", "tls_fast", "tls_just"})
    void speaksToAPersonAndHearsTheAnswer(String door, Site site, @TempDir Path directory) throws Exception {
        EntityBareJid script = JidCreate.entityBareFrom("script-" + door + "@door.test");
        EntityBareJid operator = JidCreate.entityBareFrom("operator-" + door + "@door.test");
        Person.register(site.door(door), script);
        Person.register(site.door(door), operator);
        Path line = Files.writeString(directory.resolve("line.txt"), "The disk is full ♥ & <so on>");
        try (Person person = Person.login(site.door(door), operator)) {
            String said = program.run(
                    Patience.LONGEST, as(script, site.door(door), "-m", line.toString(), operator.toString()));
            assertThat(said).isEmpty();
            assertThat(person.hear()).isEqualTo("The disk is full ♥ & <so on>");

            Process listening = program.start(as(script, site.door(door), "-l"));
            try (BufferedReader out = listening.inputReader()) {
                await().until(() -> present(site, script));
                person.say(script, "Then empty it");
                String heard = CompletableFuture.supplyAsync(() -> out.lines().findFirst(), Thread::startVirtualThread)
                        .get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                        .orElseThrow();
                assertThat(heard).endsWith(operator + ": Then empty it");
            } finally {
                listening.destroyForcibly();
            }
        }
    }

    private static String[] as(EntityBareJid account, Site.Door door, String... more) {
        String address = "127.0.0.1:" + door.address().getPort();
        // The certificates of tests are nobody's: they are not looked at.
        List<String> arguments =
                new ArrayList<>(List.of("-n", "-u", account.toString(), "-p", Person.PASSWORD, "-j", address));
        if (door.mode().equals(Optional.of(Mode.TLS))) {
            arguments.add("-t");
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** Messages to the account find it from now on. */
    private static boolean present(Site site, EntityBareJid account) {
        return site.house().sessions().all().stream()
                .anyMatch(session -> session.presence() != null
                        && session.jid().bare().toString().equals(account.toString()));
    }
}
