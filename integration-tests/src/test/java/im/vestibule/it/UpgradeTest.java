package im.vestibule.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.server.House.Reloading;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account gets keys for hashes that its server did not keep when it was made (XEP-0480). */
class UpgradeTest {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 1
            [auth]
              password.hash = ["sha"]
              password.scram_iterations = 4096
              [auth.internal]
            [modules.mod_sasl2]
            [[listen.c2s]] # direct
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              tls.mode = "tls"
            """;

    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final String SASL2 = " xmlns='urn:xmpp:sasl:2'";
    private static final String UPGRADE = "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>";
    private static final Pattern CHALLENGE = Pattern.compile("<challenge" + SASL2 + ">(.*)</challenge>");
    private static final Pattern SALT = Pattern.compile(
            "<task-data" + SASL2 + "><salt xmlns='urn:xmpp:scram-upgrade:0' iterations='4096'>(.*)</salt></task-data>");
    private static final Pattern IDENTITY = Pattern.compile(
            "<success" + SASL2
                    + "><authorization-identifier>alice@door.test</authorization-identifier></success><stream:features>.*</stream:features>");

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.of(TOML);
        site.renew(ALICE);
        List<String> problems = new ArrayList<>();
        assertThat(site.reload(TOML.replace("[\"sha\"]", "[\"sha\", \"sha256\"]"), problems))
                .as("%s", problems)
                .isInstanceOf(Reloading.Done.class);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Wire greet() throws IOException {
        Wire wire = site.connect("direct");
        wire.secure();
        wire.say(Wire.header("door.test"));
        assertThat(wire.hear(Wire.FEATURES).group())
                .contains("<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-1</upgrade>" + UPGRADE)
                .doesNotContain("<inline");
        return wire;
    }

    /** Proves that it knows the password; whatever comes then is still to be heard. */
    private static ScramClient authenticate(Wire wire, String hash, String inside) throws IOException {
        ScramClient client = new ScramClient(hash, "n,,", "alice", new byte[0]);
        wire.say("<authenticate" + SASL2 + " mechanism='SCRAM-" + hash + "'><initial-response>"
                + Wire.base64(client.first()) + "</initial-response>" + inside + "</authenticate>");
        byte[] challenge = Base64.getDecoder().decode(wire.hear(CHALLENGE).group(1));
        wire.say("<response" + SASL2 + ">"
                + Wire.base64(client.answer(new String(challenge, UTF_8), Site.password(ALICE))) + "</response>");
        return client;
    }

    private static String salted(String salt) throws GeneralSecurityException {
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(
                        Site.password(ALICE).toCharArray(), Base64.getDecoder().decode(salt), 4096, 256))
                .getEncoded();
        return Base64.getEncoder().encodeToString(salted);
    }

    @Test
    void makesTheKeysOnceAndLogsInByThem() throws IOException, GeneralSecurityException {
        try (Wire wire = greet()) {
            ScramClient client = authenticate(wire, "SHA-1", UPGRADE);
            wire.hear("<continue" + SASL2 + "><additional-data>" + Wire.base64(client.signature())
                    + "</additional-data><tasks><task>UPGR-SCRAM-SHA-256</task></tasks></continue>");
            wire.say("<next" + SASL2 + " task='UPGR-SCRAM-SHA-256'/>");
            Matcher salt = wire.hear(SALT);
            wire.say("<task-data" + SASL2 + "><hash xmlns='urn:xmpp:scram-upgrade:0'>" + salted(salt.group(1))
                    + "</hash></task-data>");
            wire.hear(IDENTITY);
        }
        try (Wire wire = greet()) {
            ScramClient client = authenticate(wire, "SHA-256", UPGRADE);
            wire.hear(
                    "<success" + SASL2 + "><additional-data>" + Wire.base64(client.signature())
                            + "</additional-data><authorization-identifier>alice@door.test</authorization-identifier></success>");
        }
        try (Wire wire = greet()) {
            ScramClient client = authenticate(wire, "SHA-1", "");
            wire.hear("<success" + SASL2 + "><additional-data>" + Wire.base64(client.signature()));
        }
    }

    @Test
    void keepsNothingOfATaskThatIsGivenUp() throws IOException {
        try (Wire wire = greet()) {
            ScramClient _ = authenticate(wire, "SHA-1", UPGRADE);
            wire.hear(Pattern.compile("<continue.*</continue>"));
            wire.say("<abort" + SASL2 + "/>");
            wire.hear("<failure" + SASL2 + "><aborted xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
            ScramClient _ = authenticate(wire, "SHA-256", "");
            wire.hear("<failure" + SASL2 + "><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
        }
    }
}
