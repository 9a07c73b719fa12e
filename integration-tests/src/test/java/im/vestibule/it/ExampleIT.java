package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Example 1 of the page that describes {@code listen}, as whoever runs the program sees it, with a key that openssl has made.
 * Only the port is another, as another program may have that one; and what no listener can do without is put in front.
 */
@NeedsProgram("openssl")
class ExampleIT {
    private static final String NEEDED = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              registration_timeout = "infinity"
            [auth.internal]
            [modules.mod_register]
            [modules.mod_bosh]

            """;

    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid BOB = Jid.of("bob@door.test");

    @TempDir
    private Path directory = Path.of("");

    /** Ways to encrypt a key, both of which operators have in their drawers. */
    enum Encryption {
        PKCS8("BEGIN ENCRYPTED PRIVATE KEY"),
        TRADITIONAL("Proc-Type: 4,ENCRYPTED");

        private final String mark;

        Encryption(String mark) {
            this.mark = mark;
        }
    }

    @ParameterizedTest
    @EnumSource
    @NeedsProgram("node")
    void bringsBoshAndWebSocketsBehindTls(Encryption encryption) throws Exception {
        makeKey(encryption);
        try (Program.Ready server = Program.serve(directory, write("secret"))) {
            int port = server.doors().getFirst().address().getPort();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            Site.Door door = new Site.Door("example", "http", address, Optional.of(Mode.TLS));
            showsItsCertificate(door);
            register(door, ALICE);
            register(door, BOB);
            Talk talk = new Talk(ALICE, BOB);
            assertThat(talk.inNode("strophe", door.url("https", "/http-bind"))).isEqualTo(talk.expected());
            assertThat(talk.inNode("xmpp", door.url("wss", "/ws-xmpp"))).isEqualTo(talk.expected());

            server.program().signal();
            assertThat(server.program().exit()).isZero();
            assertThat(server.program().errors()).doesNotContain("WARN", "ERROR", "Exception", "\"secret\"");
        }
    }

    @Test
    void anotherPasswordDoesNotOpenTheKey() throws Exception {
        makeKey(Encryption.PKCS8);
        write("sesame");
        String words = "example.toml:13:3: error: listen.http[0].tls.password: it does not open the private key in "
                + directory.resolve("mykey.pem");
        try (Program check = Program.start(directory, "check", "--config", "example.toml");
                Program serve = Program.start(directory, "serve", "--config", "example.toml")) {
            assertThat(check.rest()).contains(words).doesNotContain("sesame");
            assertThat(check.exit()).isEqualTo(2);
            assertThat(serve.rest()).isEmpty();
            assertThat(serve.exit()).isEqualTo(2);
            assertThat(serve.errors()).contains(words).doesNotContain("sesame", "Exception");
        }
    }

    /** The example with what it needs, and this for the password of its key. */
    private Path write(String password) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExampleIT.class.getResourceAsStream("/example-1.toml"))) {
            String example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(example).contains("port = 5285", "\"secret\"");
            return Files.writeString(
                    directory.resolve("example.toml"),
                    NEEDED + example.replace("port = 5285", "port = 0").replace("\"secret\"", '"' + password + '"'));
        }
    }

    private void makeKey(Encryption encryption) throws Exception {
        String key = directory.resolve("mykey.pem").toString();
        openssl(
                "req -x509 -newkey rsa:2048 -days 365 -subj /CN=door.test -addext subjectAltName=DNS:door.test -passout pass:secret -keyout "
                        + key + " -out " + directory.resolve("mycert.pem"));
        if (encryption == Encryption.TRADITIONAL) {
            openssl("rsa -aes256 -traditional -passin pass:secret -passout pass:secret -in " + key + " -out " + key);
        }
        assertThat(Files.readString(Path.of(key))).contains(encryption.mark);
    }

    private static void openssl(String arguments) throws InterruptedException {
        String _ = Tool.named("openssl").run(Patience.LONGEST, arguments.split(" ", -1));
    }

    private void showsItsCertificate(Site.Door door) throws Exception {
        try (HttpWire wire = new HttpWire(door);
                InputStream file = Files.newInputStream(directory.resolve("mycert.pem"))) {
            assertThat(((SSLSocket) wire.socket()).getSession().getPeerCertificates()[0])
                    .isEqualTo(CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
    }

    private static void register(Site.Door door, Jid account) throws IOException {
        try (SocketWire wire = new SocketWire(new HttpWire(door))) {
            wire.open();
            wire.say("<iq xmlns='jabber:client' type='set' id='new'><query xmlns='jabber:iq:register'><username>"
                    + account.local() + "</username><password>" + Site.password(account) + "</password></query></iq>");
            wire.hear(Pattern.compile("<iq [^>]*type='result'[^>]*/>"));
        }
    }
}
