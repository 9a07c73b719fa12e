package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.ReconnectionManager;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Clients that others wrote lose their line in the middle of a chat and come back to their session (XEP-0198 §5): what went into the broken line comes once, and so
 * does what they had said.
 */
class ResumptionIT {
    private static final String TOML = """
            [general]
              hosts = ["door.test", "plain.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_ping]
            [modules.mod_offline]
            [modules.mod_stream_management]
            [modules.mod_sasl2]
            [modules.mod_bind2]
            [[host_config]]
              host = "plain.test"
              [host_config.modules.mod_presence]
              [host_config.modules.mod_roster]
              [host_config.modules.mod_ping]
              [host_config.modules.mod_offline]
              [host_config.modules.mod_stream_management]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.c2s]] # starttls
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            """;

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /** Somebody at a client: says hello to the friend, and goodbye once "two" is heard; returns what has happened to it. */
    interface Client {
        List<String> run(Site.Door door, Jid me, Jid friend) throws Exception;
    }

    private static void losesItsLine(String name, String domain, Client client) throws Exception {
        Jid me = Jid.of("traveller@" + domain + "/phone");
        Jid friend = Jid.of("friend@" + domain + "/desk");
        site.renew(me.bare());
        site.renew(friend.bare());
        Site.Door door = site.door(name);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Cable cable = new Cable(door.address());
                Wire wire = site.connect("clear").login(friend)) {
            Site.Door far = new Site.Door(name, door.kind(), cable.entrance(), door.mode());
            CompletableFuture<List<String>> told = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return client.run(far, me, friend);
                        } catch (Exception failure) {
                            throw new IllegalStateException(failure);
                        }
                    },
                    clients);
            String traveller = wire.hear(said("hello")).group(1);

            cable.swallow();
            for (String word : List.of("one", "two")) {
                wire.say("<message to='" + traveller + "' type='chat'><body>" + word + "</body></message>");
            }
            assertThat(wire.unread()).isEmpty();
            cable.mend();

            assertThat(told.get()).containsExactly("online", "resumed", "one", "two");
            wire.hear(said("goodbye"));
            assertThat(wire.unread()).isEmpty();
        }
    }

    private static Pattern said(String text) {
        return Pattern.compile("(?s)<message (?=[^>]*from='(traveller@[^']*)')(?:(?!</message>).)*<body>" + text
                + "</body>.*?</message>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "plain.test"})
    void smack(String domain) throws Exception {
        losesItsLine("starttls", domain, ResumptionIT::smack);
    }

    private static List<String> smack(Site.Door door, Jid me, Jid friend) throws Exception {
        // Smack tells of the line and of stanzas by threads of their own: only within each is there an order.
        List<String> lines = new CopyOnWriteArrayList<>();
        List<String> words = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> resumption = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        XMPPTCPConnection connection =
                Person.connection(door, JidCreate.entityBareFrom(me.bare().toString()));
        connection.setUseStreamManagement(true);
        connection.setUseStreamManagementResumption(true);
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void authenticated(XMPPConnection where, boolean resumed) {
                lines.add(resumed ? "resumed" : "online");
                if (resumed) {
                    resumption.complete(null);
                }
            }
        });
        connection.addSyncStanzaListener(
                stanza -> {
                    String text = ((Message) stanza).getBody();
                    words.add(text);
                    if (text.equals("two")) {
                        end.complete(null);
                    }
                },
                MessageWithBodiesFilter.INSTANCE);
        ReconnectionManager back = ReconnectionManager.getInstanceFor(connection);
        back.setFixedDelay(1);
        back.enableAutomaticReconnection();
        connection.connect();
        connection.login(me.local(), Site.password(me.bare()), org.jxmpp.jid.parts.Resourcepart.from(me.resource()));
        say(connection, friend, "hello");
        CompletableFuture.allOf(resumption, end).get();
        say(connection, friend, "goodbye");
        await().until(() -> !connection.isSmAvailable() || connection.isSmEnabled());
        back.disableAutomaticReconnection();
        connection.disconnect();
        return Stream.concat(lines.stream(), words.stream()).toList();
    }

    private static void say(XMPPTCPConnection connection, Jid to, String text) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage()
                .to(JidCreate.from(to.toString()))
                .ofType(Message.Type.chat)
                .setBody(text)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "plain.test"})
    @NeedsProgram(value = "python3", module = "slixmpp")
    void slixmpp(String domain) throws Exception {
        losesItsLine("starttls", domain, ResumptionIT::slixmpp);
    }

    private static List<String> slixmpp(Site.Door door, Jid me, Jid friend) throws Exception {
        Path script = Path.of(Objects.requireNonNull(ResumptionIT.class.getResource("/slixmpp_resume.py"))
                .toURI());
        String told = Tool.python("slixmpp")
                .run(
                        Patience.LONGEST,
                        script.toString(),
                        door.address().getAddress().getHostAddress(),
                        Integer.toString(door.address().getPort()),
                        site.directory().resolve("door.pem").toString(),
                        me.toString(),
                        Site.password(me.bare()),
                        friend.toString());
        return told.lines().map(line -> line.replace("message ", "")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "starttls, xmpp, '', door.test",
        "starttls, xmpp, '', plain.test",
        "web, ws, /ws-xmpp, door.test",
        "web, ws, /ws-xmpp, plain.test"
    })
    @NeedsProgram("node")
    void xmppJs(String door, String scheme, String path, String domain) throws Exception {
        losesItsLine(
                door,
                domain,
                (far, me, friend) -> Node.run(
                                "resume.js",
                                Map.of(
                                        "service", far.url(scheme, path),
                                        "domain", domain,
                                        "username", me.local(),
                                        "password", Site.password(me.bare()),
                                        "friend", friend.toString()))
                        .stream()
                        .map(event ->
                                event.path("text").asString(event.get("event").asString()))
                        .toList());
    }
}
