package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mechanism that slixmpp knows, or can be taught in a line, with what a client of one's own might overlook. */
@NeedsProgram(value = "python3", module = "slixmpp")
class SlixmppIT {
    /** Without -PLUS: slixmpp says of a channel that it could bind that we could not, and RFC 5802 §6 has us refuse. */
    private static final String TOML = """
            [general]
              hosts = ["door.test", "jwt.test", "inn.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              sasl_mechanisms = ["scram_sha512", "scram_sha256", "scram_sha1", "plain", "oauth"]
              [auth.internal]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_auth_token]
            [modules.mod_keystore]
              keys = [{name = "token_secret", type = "ram"}]
            [[host_config]]
              host = "jwt.test"
              auth.jwt = {secret.value = "%s", algorithm = "HS256", username_key = "sub"}
            [[host_config]]
              host = "inn.test"
              auth.anonymous = {protocol = "both"}
            [[listen.c2s]] # starttls
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.certfile = "door.pem"
            """.formatted(TokenLoginTest.KEY);

    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Pattern TOKENS = Pattern.compile(
            "(?s)<iq .*?<access_token>(.+?)</access_token><refresh_token>(.+?)</refresh_token>.*?</iq>");

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
        site.renew(ALICE);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /** What the client says of it. */
    private static String login(String jid, String credential, String mechanism)
            throws InterruptedException, URISyntaxException {
        Path script = Path.of(Objects.requireNonNull(SlixmppIT.class.getResource("/slixmpp_login.py"))
                .toURI());
        InetSocketAddress address = site.door("starttls").address();
        return Tool.python("slixmpp")
                .run(
                        Patience.LONGEST,
                        script.toString(),
                        address.getHostString(),
                        Integer.toString(address.getPort()),
                        site.directory().resolve("door.pem").toString(),
                        jid,
                        credential,
                        mechanism);
    }

    /** With all that SCRAM tells of what was offered (XEP-0474). */
    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN"})
    void logsInWithAPassword(String mechanism) throws Exception {
        assertThat(login("alice@door.test", Site.password(ALICE), mechanism)).contains("bound alice@door.test/");
        assertThat(login("alice@door.test", "wrong", mechanism)).contains("failed not-authorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "OAUTHBEARER"})
    void logsInWithAJwt(String mechanism) throws Exception {
        assertThat(login("juliet@jwt.test", TokenLoginTest.jwt("juliet", 600), mechanism))
                .contains("bound juliet@jwt.test/");
        assertThat(login("juliet@jwt.test", TokenLoginTest.jwt("juliet", -600), mechanism))
                .contains(mechanism.equals("PLAIN") ? "failed not-authorized" : "failed credentials-expired");
    }

    @Test
    void logsInWithTokensOfTheServer() throws Exception {
        try (Wire wire = site.connect("starttls").login(ALICE)) {
            wire.say("<iq type='get' id='1'><query xmlns='erlang-solutions.com:xmpp:token-auth:0'/></iq>");
            Matcher tokens = wire.hear(TOKENS);
            assertThat(login("alice@door.test", tokens.group(1), "X-OAUTH")).contains("bound alice@door.test/");
            assertThat(login("alice@door.test", tokens.group(2), "X-OAUTH")).contains("bound alice@door.test/");
            assertThat(login("alice@door.test", tokens.group(1), "OAUTHBEARER")).contains("bound alice@door.test/");
        }
    }

    @Test
    void logsInWithoutAnAccount() throws Exception {
        assertThat(login("inn.test", "none", "ANONYMOUS")).containsPattern("bound [0-9a-f]{32}@inn\\.test/");
        assertThat(login("bob@inn.test", "any", "PLAIN")).contains("bound bob@inn.test/");
    }
}
