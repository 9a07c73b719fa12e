package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers in processes of their own that lose sight of each other while their users chat. */
class PartitionIT {
    private static final String TOML = """
            [general]
              loglevel = "debug"
              hosts = ["DOMAIN"]
              default_server_domain = "DOMAIN"
              registration_timeout = "infinity"
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_register]
            [modules.mod_presence]
            [[listen.c2s]]
              port = 5222
              ip_address = "CLIENTS"
            [[listen.s2s]]
              port = 5269
              ip_address = "SERVERS"
            [s2s]
              use_starttls = "required"
              certfile = "own.pem"
              max_retry_delay = 1
              outgoing.connection_timeout = 2_000
              address = [{host = "OTHER", ip_address = "PLACE"}]
            """;

    /** Longer than it takes a server to find out that another is silent, and to call it in vain. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final Authority authority = new Authority();
    private final List<Closeable> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Closeable each : open.reversed()) {
            each.close();
        }
    }

    private Command serve(List<String> wrapper, String domain, String c2s, String s2s, String other, String place)
            throws IOException {
        Path own = Files.createDirectory(directory.resolve(domain));
        authority.write(own, domain);
        Path config = Files.writeString(
                own.resolve("door.toml"),
                TOML.replace("DOMAIN", domain)
                        .replace("CLIENTS", c2s)
                        .replace("SERVERS", s2s)
                        .replace("OTHER", other)
                        .replace("PLACE", place));
        Command command = Command.serve(wrapper, config, errors(domain));
        open.add(command::close);
        return command;
    }

    private Path errors(String domain) {
        return directory.resolve(domain).resolve("errors");
    }

    private Wire arrive(Jid user, String address) throws IOException {
        Site.Door door = new Site.Door(user.domain(), new InetSocketAddress(address, 5222), Optional.empty());
        Wire stranger = new Wire(door).open(user.domain());
        stranger.say("<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>" + user.local()
                + "</username><password>" + Site.password(user.bare()) + "</password></query></iq>");
        stranger.hear("<iq type='result' id='r'/>");
        stranger.close();
        return new Wire(door).login(user);
    }

    /** They have met before they chat. */
    private List<Chatter> chat(String here, String there) throws IOException {
        Jid alice = Jid.of("alice@a.test/desk");
        Jid bob = Jid.of("bob@b.test/desk");
        Wire one = arrive(alice, here);
        Wire other = arrive(bob, there);
        one.say("<message to='" + bob + "'/>");
        other.hear("<message from='" + alice + "' to='" + bob + "'/>");
        List<Chatter> chatters = List.of(Chatter.begin(one, bob), Chatter.begin(other, alice));
        open.addAll(chatters);
        return chatters;
    }

    private static void goOn(List<Chatter> chatters, int messages) {
        List<Integer> marks =
                chatters.stream().map(each -> each.sent() + messages).toList();
        await().until(() -> IntStream.range(0, 2).allMatch(i -> chatters.get(i).sent() >= marks.get(i)));
    }

    private static void understandEachOther(List<Chatter> chatters) {
        List<Integer> marks = chatters.stream().map(Chatter::sent).toList();
        await().until(() -> IntStream.range(0, 2)
                .allMatch(i -> chatters.get(1 - i).heard().stream().anyMatch(number -> number >= marks.get(i))));
    }

    /** Everything was delivered once and in order. */
    private void assertNothingHasHappened(List<Chatter> chatters) throws Exception {
        for (Chatter each : chatters) {
            each.rest();
        }
        for (int i = 0; i < 2; i++) {
            Chatter sender = chatters.get(i);
            Chatter receiver = chatters.get(1 - i);
            await().until(() -> receiver.heard().size() >= sender.sent());
            assertThat(receiver.heard())
                    .isEqualTo(IntStream.range(0, sender.sent()).boxed().toList());
            assertThat(sender.returned()).isEmpty();
        }
        assertThat(Files.readString(errors("a.test"))).doesNotContain("s2s_closed");
        assertThat(Files.readString(errors("b.test"))).doesNotContain("s2s_closed");
    }

    @Test
    void aServerThatIsStoppedForAWhileMissesNothing() throws Exception {
        Command _ = serve(List.of(), "a.test", "127.1.31.1", "127.1.31.1", "b.test", "127.1.31.2");
        Command b = serve(List.of(), "b.test", "127.1.31.2", "127.1.31.2", "a.test", "127.1.31.1");
        List<Chatter> chatters = chat("127.1.31.1", "127.1.31.2");
        understandEachOther(chatters);

        b.signal("STOP");
        goOn(chatters, 100);
        b.signal("CONT");

        understandEachOther(chatters);
        assertNothingHasHappened(chatters);
    }

    private List<Chatter> chatAcross(Island island) throws IOException {
        open.add(island);
        Command _ = serve(List.of(), "a.test", "127.1.32.1", island.near(), "b.test", island.far());
        Command _ = serve(island.wrapper(), "b.test", island.farAlways(), island.far(), "a.test", island.near());
        return chat("127.1.32.1", island.farAlways());
    }

    @Test
    @NeedsProgram("tc")
    void aShortBlackHoleIsNotEvenNoticed() throws Exception {
        Island island = Island.rise();
        List<Chatter> chatters = chatAcross(island);
        understandEachOther(chatters);

        island.swallow();
        goOn(chatters, 100);
        island.mend();

        understandEachOther(chatters);
        assertNothingHasHappened(chatters);
    }

    @Test
    @NeedsProgram("tc")
    void aLongBlackHoleHealsAndNothingIsLostInSilence() throws Exception {
        Island island = Island.rise();
        List<Chatter> chatters = chatAcross(island);
        understandEachOther(chatters);

        island.swallow();
        await().atMost(SILENCE)
                .until(() -> chatters.stream().noneMatch(each -> each.returned().isEmpty())
                        && Files.readString(errors("a.test")).contains("s2s_not_connected"));
        island.mend();

        understandEachOther(chatters);
        for (Chatter each : chatters) {
            each.rest();
        }
        for (int i = 0; i < 2; i++) {
            Chatter sender = chatters.get(i);
            Chatter receiver = chatters.get(1 - i);
            List<Integer> all = IntStream.range(0, sender.sent()).boxed().toList();
            await().untilAsserted(() -> {
                TreeSet<Integer> known = new TreeSet<>(receiver.heard());
                known.addAll(sender.returned());
                assertThat(known).containsExactlyElementsOf(all);
            });
            assertThat(receiver.heard()).isSorted().doesNotHaveDuplicates();
        }
        // Our own limit of silence and the one of the kernel (ETIMEDOUT) are close: either may find it first. So are
        // the two seconds
        // for a connection and those after which the kernel has no link-layer address any more (EHOSTUNREACH).
        assertThat(Files.readString(errors("a.test")))
                .containsPattern("cause=connection-(timeout|lost)")
                .containsPattern("reason=.*(connection timed out after 2000 ms|no route to host)");
    }
}
