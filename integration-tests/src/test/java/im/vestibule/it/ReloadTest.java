package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.core.Addresses;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import im.vestibule.server.House.Reloading;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The configuration is read again while people chat. */
class ReloadTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test", "other.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_ping]
            [drain]
              period = 0
            [access]
              local = [{acl = "all", value = "allow"}]
            [[listen.c2s]] # first
              port = 0
              ip_address = "127.0.0.1"
              access = "local"
            [[listen.c2s]] # second
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
            """;

    private static final String DENIED = TOML.replace("value = \"allow\"", "value = \"deny\"");
    private static final Jid ALICE = Jid.of("alice", "door.test", "a").orElseThrow();
    private static final Jid BOB = Jid.of("bob", "door.test", "b").orElseThrow();

    private final List<String> problems = new ArrayList<>();
    private final Wires wires = new Wires();
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.of(TOML);
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
    }

    @AfterEach
    void close() throws IOException {
        wires.close();
        site.close();
    }

    private Wire connect(String door) throws IOException {
        return wires.add(site.connect(door));
    }

    private Wire login(String door, Jid jid) throws IOException {
        return connect(door).login(jid);
    }

    private void done(String toml) {
        assertThat(site.reload(toml, problems)).as("%s", problems).isInstanceOf(Reloading.Done.class);
    }

    private static String message(Jid to, String id) {
        return "<message to='" + to + "' id='" + id + "'><body>hi</body></message>";
    }

    private static void assertReaches(Wire sender, Wire recipient, String id) throws IOException {
        sender.say(message(recipient.jid().orElseThrow(), id));
        assertHears(recipient, sender.jid().orElseThrow(), id);
    }

    private static void assertHears(Wire recipient, Jid sender, String id) throws IOException {
        Jid me = recipient.jid().orElseThrow();
        recipient.hear("<message from='" + sender + "' to='" + me + "' id='" + id + "'><body>hi</body></message>");
    }

    private String allowed(Jid user) throws IOException {
        Wire wire = connect("first").authenticate(user);
        wire.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq></stream:stream>");
        String answer = wire.end();
        return answer.contains("not-allowed") ? "no" : "yes";
    }

    @Test
    void r06_aFileWithAMistakeIsRefusedAsAWhole() throws IOException {
        Wire alice = login("first", ALICE);
        Wire bob = login("second", BOB);

        Reloading reloading = site.reload(DENIED.replace("  access = \"local\"", "  acces = \"local\""), problems);

        assertThat(reloading).isInstanceOf(Reloading.Unusable.class);
        assertThat(problems)
                .containsExactly("site.toml:18:3: error: listen.c2s[0].acces: unknown option (did you mean access?)");
        assertReaches(alice, bob, "m1");
        assertThat(allowed(BOB)).isEqualTo("yes");
        assertThat(site.house().config().access()).isEqualTo(config(TOML).access());
    }

    private Config config(String toml) {
        return Config.read(toml, site.directory(), "site.toml").config().orElseThrow();
    }

    /** While the second door changes back and forth, whoever came through either of them goes on chatting. */
    @Test
    void r07_aChangeOfOneListenerTouchesNoSession() throws IOException {
        int messages = 3_000;
        Wire alice = login("first", ALICE);
        Wire bob = login("second", BOB);
        List<Integer> ports = ports();
        CompletableFuture<Integer> sending = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    alice.say(message(BOB, "m" + i));
                }
                sending.complete(messages);
            } catch (IOException e) {
                sending.completeExceptionally(e);
            }
        });
        for (int i = 0; i < 10; i++) {
            done(TOML + "max_stanza_size = " + (10_000 + i) + "\n");
            done(TOML + "backlog = " + (10 + i) + "\nreuse_port = true\n");
        }
        for (int i = 0; i < messages; i++) {
            assertHears(bob, ALICE, "m" + i);
        }

        assertThat(sending).isCompletedWithValue(messages);
        assertReaches(bob, alice, "back");
        assertThat(ports()).isEqualTo(ports);
        done(TOML + "max_stanza_size = 12345\n");
        Wire fresh = login("second", BOB.bare().withResource("c").orElseThrow());
        assertReaches(fresh, alice, "fresh");
        fresh.say("<message><body>" + "x".repeat(13_000) + "</body></message>");
        assertThat(fresh.end()).contains("policy-violation");
        // Bob came before there was a limit.
        bob.say("<message to='" + BOB + "'><body>" + "x".repeat(13_000) + "</body></message>");
        assertThat(bob.unread()).contains("x".repeat(13_000));
    }

    private List<Integer> ports() {
        return site.house().listeners().all().stream()
                .map(listener -> listener.address().getPort())
                .toList();
    }

    @Test
    void rulesHoldForWhoComesLater() throws IOException {
        Wire alice = login("first", ALICE);

        done(DENIED);

        assertThat(allowed(BOB)).isEqualTo("no");
        assertThat(alice.unread()).isEmpty();
        done(TOML);
        assertThat(allowed(BOB)).isEqualTo("yes");
    }

    @Test
    void aListenerComesAndAnotherGoesWhileItsSessionLivesOn() throws IOException {
        Wire alice = login("second", ALICE);
        int port = site.door("second").address().getPort();

        done(TOML.replace("127.0.0.1\"\n  tls", "127.0.0.2\"\n  tls"));

        assertThat(site.house().listeners().all())
                .extracting(Listener::name)
                .containsExactly("listen.c2s[0]", "listen.c2s[1]");
        Listener fresh = site.house().listeners().all().getLast();
        assertThat(Addresses.text(fresh.address())).startsWith("127.0.0.2:");
        Wire bob = wires.add(new Wire(
                new Site.Door("fresh", fresh.address(), site.door("second").mode())));
        assertReaches(bob.login(BOB), alice, "m1");
        assertReaches(alice, bob, "m2");
        assertThat(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()))
                .as("the port is free again")
                .satisfies(ServerSocket::close);
    }

    @Test
    void everythingStaysIfAPortCannotBeBound() throws IOException {
        Wire alice = login("first", ALICE);
        Wire bob = login("second", BOB);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String more = "[[listen.c2s]]\nip_address = \"127.0.0.1\"\nport = " + taken.getLocalPort() + "\n";

            Reloading reloading = site.reload(DENIED + "backlog = 7\n" + more, problems);

            assertThat(reloading)
                    .isInstanceOfSatisfying(
                            Reloading.NotBound.class,
                            not -> assertThat(not.fault())
                                    .hasToString("cannot listen on 127.0.0.1:" + taken.getLocalPort()
                                            + " for listen.c2s[2]: another program already listens there;"
                                            + " stop it or choose another port"));
        }
        assertReaches(alice, bob, "m1");
        assertThat(allowed(BOB)).isEqualTo("yes");
        done(TOML);
    }

    @Test
    void whatNeedsARestartIsNamedAndNothingHappens() throws IOException {
        String toml = DENIED.replace("event_loops = 2", "event_loops = 1").replace("[modules.mod_roster]", "");

        Reloading reloading = site.reload(toml, problems);

        assertThat(reloading)
                .isInstanceOfSatisfying(
                        Reloading.NeedsRestart.class,
                        needs -> assertThat(needs.plan().restart())
                                .extracting(Object::toString)
                                .containsExactly("general.event_loops: 2 → 1", "modules.mod_roster: {…} → not set"));
        assertThat(allowed(BOB)).isEqualTo("yes");
    }

    @Test
    void sessionsOfADomainThatGoesEndAndOthersAreTold() throws IOException {
        Jid carol = Jid.of("carol", "other.test", "c").orElseThrow();
        site.renew(carol.bare());
        Wire alice = login("first", ALICE);
        Wire other = login("first", carol);
        alice.say("<presence/>");
        alice.hear("<presence from='" + ALICE + "' to='" + ALICE.bare() + "'/>");
        other.say("<presence to='" + ALICE + "'/>");
        alice.hear("<presence to='" + ALICE + "' from='" + carol + "'/>");

        done(TOML.replace(", \"other.test\"", ""));

        alice.hear("<presence type='unavailable' from='" + carol + "' to='" + ALICE + "'/>");
        assertThat(other.end())
                .isEqualTo("<stream:error><host-gone xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                        + "</stream:stream>");
        await().until(() -> site.house().sessions().find(carol) == null);
        Wire late = connect("first");
        late.say(Wire.header("other.test"));
        late.say("</stream:stream>");
        assertThat(late.end()).contains("<host-unknown");
        done(TOML);
        assertReaches(alice, login("first", carol), "back");
    }

    @Test
    void certificatesAreReadAgain() throws Exception {
        Wire old = login("second", ALICE);
        Certificate first = old.tls().getSession().getPeerCertificates()[0];
        Wire started = connect("second").open("door.test");
        SelfSigned.write(site.directory().resolve("door.pem"), List.of("door.test"), Instant.now());

        done(TOML);

        Wire fresh = login("second", BOB);
        Certificate second = fresh.tls().getSession().getPeerCertificates()[0];
        assertThat(second).isNotEqualTo(first);
        assertReaches(old, fresh, "m1");
        started.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        started.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        started.secure();
        assertThat(started.tls().getSession().getPeerCertificates()[0]).isEqualTo(second);
    }

    @Test
    void aFileThatAReloadNamesIsWatchedFromThenOn() throws Exception {
        Path file = site.directory().resolve("more").resolve("door.pem");
        SelfSigned.write(file, List.of("door.test"), Instant.now());
        done(TOML.replace("\"door.pem\"", "\"more/door.pem\""));
        Certificate first = shown();

        SelfSigned.write(file, List.of("door.test"), Instant.now());

        await().until(() -> !shown().equals(first));
    }

    private Certificate shown() throws IOException {
        return connect("second").greet("door.test").tls().getSession().getPeerCertificates()[0];
    }

    @Test
    void aBrokenCertificateIsAMistakeLikeAnyOther() throws Exception {
        Files.writeString(site.directory().resolve("door.pem"), "nonsense");

        assertThat(site.reload(TOML, problems)).isInstanceOf(Reloading.Unusable.class);

        assertThat(problems)
                .allMatch(problem -> problem.startsWith("site.toml:22:3: error: listen.c2s[1].tls.certfile: "));
        login("second", ALICE);
    }

    @Test
    void twoServersDoNotShareADirectory() {
        House.Opening opening = House.open(
                Config.read(TOML, site.directory(), "site.toml"),
                problem -> problems.add(problem.toString()),
                InstantSource.system());

        assertThat(opening).isInstanceOf(House.Opening.Unusable.class);
        assertThat(problems)
                .containsExactly("site.toml:1:1: error: storage.directory: another server runs with this directory"
                        + " (stop it, or give this one its own)");
    }
}
