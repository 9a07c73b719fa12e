package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.it.Badge.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXTERNAL: the certificate that a client shows to TLS, and what comes of it in the stream (XEP-0178). */
class CertificateLoginTest {
    private static final String HOSTS = """
            [general]
              hosts = ["door.test", "name.test", "word.test", "both.test", "off.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              sasl_mechanisms = ["external", "plain"]
              [auth.pki]
              [auth.dummy]
                base_time = 0
                variance = 1
            [[host_config]]
              host = "name.test"
              auth = {sasl_mechanisms = ["plain", "external"], sasl_external = ["common_name"], pki = {}}
            [[host_config]]
              host = "word.test"
              auth = {sasl_mechanisms = ["external"], sasl_external = ["auth_id"], pki = {}}
            [[host_config]]
              host = "both.test"
              auth = {sasl_mechanisms = ["external"], sasl_external = ["standard", "common_name"], pki = {}}
            [[host_config]]
              host = "off.test"
              auth = {pki = {}, dummy = {base_time = 0, variance = 1}}
            """;

    private static final Pattern FEATURES =
            Pattern.compile("(?s)<\\?xml version='1.0'\\?><stream:stream .*?<stream:features>(.*?)</stream:features>");
    private static final Pattern MECHANISM = Pattern.compile("<mechanism>(.*?)</mechanism>");
    private static final Pattern BOUND = Pattern.compile("(?s)<iq type='result' id='bind'>.*?<jid>(.*?)</jid>.*?</iq>");
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    @TempDir
    private static Path directory;

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        Path authority = Files.writeString(directory.resolve("authority.pem"), Badge.AUTHORITY.getCertificatePEM());
        StringBuilder toml = new StringBuilder(HOSTS);
        for (String engine : List.of("fast", "just")) {
            String module = "tls.module = \"" + engine + "_tls\"";
            door(toml, authority, "starttls_" + engine, module);
            door(toml, authority, "tls_" + engine, module, "tls.mode = \"tls\"");
            door(toml, authority, "unasked_" + engine, module, "tls.verify_mode = \"none\"");
        }
        door(toml, authority, "dummies", "allowed_auth_methods = [\"dummy\"]");
        String just = "tls.module = \"just_tls\"";
        String lenient = "tls.disconnect_on_failure = false";
        door(toml, authority, "lenient_starttls", just, lenient);
        door(toml, authority, "lenient_tls", just, lenient, "tls.mode = \"tls\"");
        String selfSigned = "tls.verify_mode = \"selfsigned_peer\"";
        door(toml, authority, "selfsigned_starttls", just, selfSigned);
        door(toml, authority, "selfsigned_tls", just, selfSigned, "tls.mode = \"tls\"");
        site = Site.of(toml.toString());
    }

    private static void door(StringBuilder toml, Path authority, String name, String... options) {
        toml.append("""
                [[listen.c2s]] # %s
                  port = 0
                  ip_address = "127.0.0.1"
                  c2s_state_timeout = 60_000
                  tls.certfile = "door.pem"
                  tls.cacertfile = "%s"
                """.formatted(name, authority));
        for (String option : options) {
            toml.append("  ").append(option).append('\n');
        }
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static SSLContext client(String subject, String... addresses) {
        return Badge.client(Made.WELL, subject, addresses);
    }

    /** At the point where TLS begins. */
    private static Wire connect(String door) throws IOException {
        Wire wire = site.connect(door);
        if (!site.door(door).mode().equals(Optional.of(Mode.TLS))) {
            wire.open("door.test");
            wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            wire.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }
        return wire;
    }

    private static Wire connect(String door, SSLContext client) throws IOException {
        Wire wire = connect(door);
        wire.secure(client);
        return wire;
    }

    /** Opens a stream and hears which mechanisms are offered. */
    private static List<String> mechanisms(Wire wire, String domain) throws IOException {
        wire.say(Wire.header(domain));
        Matcher features = wire.hear(FEATURES);
        return MECHANISM
                .matcher(features.group(1))
                .results()
                .map(mechanism -> mechanism.group(1))
                .toList();
    }

    private static void external(Wire wire, String authzid) throws IOException {
        String text = authzid.isEmpty() ? "=" : Wire.base64(authzid);
        wire.say("<auth xmlns='" + SASL + "' mechanism='EXTERNAL'>" + text + "</auth>");
    }

    private static void fail(Wire wire, String condition) throws IOException {
        wire.hear("<failure xmlns='" + SASL + "'><" + condition + "/></failure>");
    }

    /** The bare address that a session is opened for. */
    private static String user(Wire wire, String domain) throws IOException {
        wire.hear("<success xmlns='" + SASL + "'/>");
        wire.open(domain);
        wire.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        return wire.hear(BOUND).group(1).replaceFirst("/.*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "tls_fast", "tls_just"})
    void findsTheUserByTheXmppAddress(String door) throws IOException {
        try (Wire wire = connect(door, client("CN=anybody", "juliet@door.test"))) {
            assertThat(mechanisms(wire, "door.test")).containsExactly("EXTERNAL", "PLAIN");
            external(wire, "");
            assertThat(user(wire, "door.test")).isEqualTo("juliet@door.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "tls_fast", "tls_just"})
    void letsTheClientNameOneOfSeveralAddresses(String door) throws IOException {
        try (Wire wire = connect(door, client("CN=anybody", "juliet@door.test", "romeo@door.test"))) {
            assertThat(mechanisms(wire, "door.test")).contains("EXTERNAL");
            external(wire, "");
            fail(wire, "invalid-authzid");
            external(wire, "romeo@door.test");
            assertThat(user(wire, "door.test")).isEqualTo("romeo@door.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "tls_fast", "tls_just"})
    void s12RefusesAnIdentityThatIsNotInTheCertificate(String door) throws IOException {
        try (Wire wire = connect(door, client("CN=romeo", "juliet@door.test"))) {
            assertThat(mechanisms(wire, "door.test")).contains("EXTERNAL");
            for (String authzid : List.of("romeo@door.test", "juliet@name.test", "juliet")) {
                external(wire, authzid);
                fail(wire, "invalid-authzid");
            }
            external(wire, "juliet@door.test");
            assertThat(user(wire, "door.test")).isEqualTo("juliet@door.test");
        }
    }

    @ParameterizedTest
    @CsvSource({"tls_fast, 'OU=\"CN=admin\"'", "tls_just, 'OU=\"CN=admin\"'", "tls_just, 'OU=\"x,CN=admin\"'"})
    void s13TakesNoOtherPartOfTheSubjectForTheCommonName(String door, String unit) throws IOException {
        try (Wire wire = connect(door, client(unit))) {
            assertThat(mechanisms(wire, "name.test")).containsExactly("EXTERNAL");
            external(wire, "");
            fail(wire, "not-authorized");
            external(wire, "admin@name.test");
            fail(wire, "invalid-authzid");
        }
        try (Wire wire = connect(door, client(unit + ",CN=romeo"))) {
            assertThat(mechanisms(wire, "name.test")).containsExactly("EXTERNAL");
            external(wire, "admin@name.test");
            fail(wire, "invalid-authzid");
            external(wire, "");
            assertThat(user(wire, "name.test")).isEqualTo("romeo@name.test");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name.test, '', juliet@name.test",
        "name.test, juliet@name.test, juliet@name.test",
        "word.test, nurse@word.test, nurse@word.test",
        "both.test, '', juliet@both.test"
    })
    void findsTheUserByTheRulesOfTheDomain(String domain, String authzid, String user) throws IOException {
        for (String door : List.of("tls_fast", "tls_just")) {
            try (Wire wire = connect(door, client("CN=juliet,O=Capulet"))) {
                assertThat(mechanisms(wire, domain)).containsExactly("EXTERNAL");
                external(wire, authzid);
                assertThat(user(wire, domain)).isEqualTo(user);
            }
        }
    }

    @Test
    void wantsAnIdentityWhereThatIsAllThereIsToGoBy() throws IOException {
        try (Wire wire = connect("tls_fast", client("CN=juliet", "juliet@word.test"))) {
            assertThat(mechanisms(wire, "word.test")).containsExactly("EXTERNAL");
            external(wire, "");
            fail(wire, "not-authorized");
            external(wire, "nurse@door.test");
            fail(wire, "invalid-authzid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "tls_fast", "tls_just"})
    void t10OffersNothingToAClientWithoutACertificate(String door) throws IOException {
        assertNotOffered(door, Tls.context());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unasked_fast", "unasked_just"})
    void t10AsksForNoCertificateWithVerifyModeNone(String door) throws IOException {
        assertNotOffered(door, client("CN=anybody", "juliet@door.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "starttls_fast, EXPIRED",
        "starttls_fast, SELF_SIGNED",
        "tls_fast, EXPIRED",
        "tls_fast, NOT_YET_VALID",
        "tls_fast, SELF_SIGNED",
        "tls_fast, BY_A_STRANGER",
        "lenient_starttls, EXPIRED",
        "lenient_starttls, SELF_SIGNED",
        "lenient_tls, EXPIRED",
        "lenient_tls, NOT_YET_VALID",
        "lenient_tls, SELF_SIGNED",
        "lenient_tls, BY_A_STRANGER"
    })
    void t10DoesNotOfferExternalToABadCertificate(String door, Made made) throws IOException {
        assertNotOffered(door, Badge.client(made, "CN=anybody", "juliet@door.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "starttls_just, EXPIRED",
        "starttls_just, SELF_SIGNED",
        "tls_just, EXPIRED",
        "tls_just, NOT_YET_VALID",
        "tls_just, SELF_SIGNED",
        "tls_just, BY_A_STRANGER",
        "selfsigned_tls, EXPIRED",
        "selfsigned_tls, BY_A_STRANGER"
    })
    void t10HangsUpOnABadCertificateWithDisconnectOnFailure(String door, Made made) throws IOException {
        SSLContext client = Badge.client(made, "CN=anybody", "juliet@door.test");
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (Wire wire = connect(door)) {
                try {
                    wire.secure(client, version);
                    wire.say(Wire.header("door.test"));
                } catch (IOException _) {
                    // With TLS 1.2 the handshake fails; with TLS 1.3 a client may only learn of it when it listens.
                }
                assertThat(wire.end()).as(version).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"selfsigned_starttls", "selfsigned_tls"})
    void t10BelievesACertificateOfItsOwnMakingWithSelfsignedPeer(String door) throws IOException {
        try (Wire wire = connect(door, Badge.client(Made.SELF_SIGNED, "CN=anybody", "juliet@door.test"))) {
            assertThat(mechanisms(wire, "door.test")).contains("EXTERNAL");
            external(wire, "");
            assertThat(user(wire, "door.test")).isEqualTo("juliet@door.test");
        }
    }

    @Test
    void offersNothingWhereTheListenerDoesNotAllowPki() throws IOException {
        assertNotOffered("dummies", client("CN=anybody", "juliet@door.test"));
    }

    @Test
    void offersNothingWhereTheFileDoesNotNameExternal() throws IOException {
        try (Wire wire = connect("tls_fast", client("CN=anybody", "juliet@off.test"))) {
            assertThat(mechanisms(wire, "off.test")).containsExactly("PLAIN");
        }
    }

    /** Another mechanism leads in all the same: the method {@code dummy} takes any password. */
    private static void assertNotOffered(String door, SSLContext client) throws IOException {
        try (Wire wire = connect(door, client)) {
            assertThat(mechanisms(wire, "door.test")).containsExactly("PLAIN");
            external(wire, "");
            fail(wire, "invalid-mechanism");
            wire.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'>" + Wire.base64("\0nurse\0anything") + "</auth>");
            assertThat(user(wire, "door.test")).isEqualTo("nurse@door.test");
        }
    }
}
