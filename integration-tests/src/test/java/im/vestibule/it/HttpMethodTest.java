package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Badge.Made;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.impl.JidCreate;

/** Logins by the method http: SCRAM keys behind TLS for one domain, passwords in the clear for the other. */
class HttpMethodTest {
    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private static final Pattern CHALLENGE =
            Pattern.compile("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>(.*?)</challenge>");
    private static final Pattern SUCCESS =
            Pattern.compile("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>(.*?)</success>");

    @TempDir
    private static Path directory;

    private static AuthService secure;
    private static AuthService clear;
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        secure = AuthService.open(true);
        clear = AuthService.open(false);
        Path authority = Files.writeString(directory.resolve("authority.pem"), Badge.AUTHORITY.getCertificatePEM());
        site = Site.of(toml(secure.url(), clear.url(), authority));
    }

    /**
     * @param one the service of door.test, and {@code other} that of plain.test
     */
    private static String toml(String one, String other, Path authority) {
        return """
            [general]
              hosts = ["door.test", "plain.test"]
              default_server_domain = "door.test"
              event_loops = 2
              registration_timeout = "infinity"
            [auth]
              sasl_mechanisms = ["external", "scram_sha256", "plain"]
              password.scram_iterations = 4096
              http.basic_auth = "%1$s"
            [[host_config]]
              host = "plain.test"
              auth.sasl_mechanisms = ["scram_sha256", "plain"]
              auth.password = {format = "plain", scram_iterations = 4096}
              auth.http.basic_auth = "%1$s"
              outgoing_pools.http.auth.connection = {host = "%3$s", path_prefix = "/auth/"}
            [outgoing_pools.http.auth]
              workers = 4
              connection = {host = "%2$s", path_prefix = "/auth/", tls.cacertfile = "%4$s"}
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
              tls = {mode = "tls", certfile = "door.pem", cacertfile = "%4$s"}
            """.formatted(AuthService.BASIC_AUTH, one, other, authority);
    }

    @AfterAll
    static void close() {
        site.close();
        secure.close();
        clear.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "plain.test"})
    void takesTheRightPasswordOnly(String domain) throws IOException {
        Jid juliet = Jid.of("juliet@" + domain);
        site.renew(juliet);
        try (Wire wire = site.connect("clear")) {
            wire.login(juliet);
        }
        for (String credentials : new String[] {"\0juliet\0wrong", "\0nobody\0juliet-secret"}) {
            try (Wire wire = site.connect("tls")) {
                wire.greet(domain);
                wire.say("<auth" + SASL + " mechanism='PLAIN'>" + Wire.base64(credentials) + "</auth>");
                wire.hear("<failure" + SASL + "><not-authorized/></failure>");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "plain.test"})
    void provesToKnowThePassword(String domain) throws IOException {
        Jid juliet = Jid.of("juliet@" + domain);
        site.renew(juliet);
        try (Wire wire = site.connect("clear")) {
            wire.open(domain);
            ScramClient client = new ScramClient("SHA-256", "n,,", "juliet", new byte[0]);
            wire.say("<auth" + SASL + " mechanism='SCRAM-SHA-256'>" + Wire.base64(client.first()) + "</auth>");
            String challenge = decode(wire.hear(CHALLENGE).group(1));
            String answer = client.answer(challenge, Site.password(juliet));
            wire.say("<response" + SASL + ">" + Wire.base64(answer) + "</response>");
            assertThat(decode(wire.hear(SUCCESS).group(1))).isEqualTo(client.signature());
        }
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Test
    void hasTheServiceKeepWhatTheFileSays() {
        site.renew(Jid.of("nurse@door.test"));
        site.renew(Jid.of("nurse@plain.test"));

        assertThat(secure.kept("nurse@door.test")).startsWith("==MULTI_SCRAM==,4096,");
        assertThat(clear.kept("nurse@plain.test")).isEqualTo("nurse-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "plain.test"})
    void letsMembersComeAndGo(String domain) throws Exception {
        new Membership(site.door("tls"), JidCreate.entityBareFrom("mercutio@" + domain)).run();
    }

    @Test
    void letsInWhoShowsACertificateThatTheServiceHas() throws Exception {
        Badge hers = Badge.of(Made.WELL, "CN=juliet", "juliet@door.test");
        Badge another = Badge.of(Made.WELL, "CN=juliet", "juliet@door.test");
        secure.certify("juliet@door.test", hers.pem());

        external(hers.client(), "<success" + SASL + "/>");
        external(another.client(), "<failure" + SASL + "><not-authorized/></failure>");
    }

    private static void external(SSLContext client, String answer) throws IOException {
        try (Wire wire = site.connect("tls")) {
            wire.secure(client);
            wire.open("door.test");
            wire.say("<auth" + SASL + " mechanism='EXTERNAL'>=</auth>");
            wire.hear(answer);
        }
    }

    @Test
    void outlivesAnOutageOfTheService() throws Exception {
        new Outage(site, "outgoing_pools.http.auth").run(secure::stop, secure::restart);
    }
}
