package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Badge.Made;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose certificates are not what they should be, or not theirs. */
@Hostile
class HostileBadgeTest {
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String EXTERNAL = "<mechanism>EXTERNAL</mechanism>";
    private static final String ADDRESS = "juliet@badge.test";

    private static Wire connect(Site site, String door, SSLContext client) throws IOException {
        Wire wire = site.connect(door);
        wire.secure(client);
        return wire;
    }

    private static String features(Wire wire) throws IOException {
        wire.say(Wire.header("badge.test"));
        return wire.hear(Wire.FEATURES).group();
    }

    private static void external(Wire wire, String authzid) throws IOException {
        String text = authzid.isEmpty() ? "=" : Wire.base64(authzid);
        wire.say("<auth xmlns='" + SASL + "' mechanism='EXTERNAL'>" + text + "</auth>");
    }

    private static void fail(Wire wire, String condition) throws IOException {
        wire.hear("<failure xmlns='" + SASL + "'><" + condition + "/></failure>");
    }

    private static void succeed(Wire wire) throws IOException {
        wire.hear("<success xmlns='" + SASL + "'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"badge_fast", "badge_just", "badge_lenient"})
    void t10OffersNothingToAClientWithoutACertificate(String door, Site site) throws IOException {
        try (Wire wire = connect(site, door, Tls.context())) {
            assertThat(features(wire)).doesNotContain(EXTERNAL);
            external(wire, ADDRESS);
            fail(wire, "invalid-mechanism");
        }
    }

    /** BoringSSL lets every certificate in to see it, and so does {@code disconnect_on_failure = false}. */
    @ParameterizedTest
    @CsvSource({
        "badge_fast, EXPIRED",
        "badge_fast, NOT_YET_VALID",
        "badge_fast, SELF_SIGNED",
        "badge_fast, BY_A_STRANGER",
        "badge_lenient, EXPIRED",
        "badge_lenient, NOT_YET_VALID",
        "badge_lenient, SELF_SIGNED",
        "badge_lenient, BY_A_STRANGER"
    })
    void t10OffersNothingToABadCertificate(String door, Made made, Site site) throws IOException {
        try (Wire wire = connect(site, door, Badge.client(made, "CN=juliet", ADDRESS))) {
            assertThat(features(wire)).doesNotContain(EXTERNAL);
            external(wire, "");
            fail(wire, "invalid-mechanism");
        }
    }

    @ParameterizedTest
    @CsvSource({"EXPIRED", "NOT_YET_VALID", "SELF_SIGNED", "BY_A_STRANGER"})
    void t10HangsUpOnABadCertificateWithDisconnectOnFailure(Made made, Site site) throws IOException {
        assertHungUp(site, Badge.client(made, "CN=juliet", ADDRESS));
    }

    @Test
    void t13HangsUpOnARevokedCertificate(Site site) throws IOException {
        assertHungUp(site, HostileFiles.REVOKED.client());
    }

    /** With TLS 1.2 the handshake fails; with TLS 1.3 a client may only learn of it when it listens. */
    private static void assertHungUp(Site site, SSLContext client) throws IOException {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (Wire wire = site.connect("badge_just")) {
                try {
                    wire.secure(client, version);
                    wire.say(Wire.header("badge.test"));
                } catch (IOException _) {
                    // As it should.
                }
                assertThat(wire.end()).as(version).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"badge_fast", "badge_just"})
    void s12RefusesAnIdentityThatIsNotInTheCertificate(String door, Site site) throws IOException {
        try (Wire wire = connect(site, door, Badge.client(Made.WELL, "CN=romeo", ADDRESS))) {
            assertThat(features(wire)).contains(EXTERNAL);
            external(wire, "mercutio@badge.test");
            fail(wire, "invalid-authzid");
            external(wire, "juliet@door.test");
            fail(wire, "invalid-authzid");
            external(wire, ADDRESS);
            succeed(wire);
        }
    }

    /** CVE-2025-59154. */
    @ParameterizedTest
    @ValueSource(strings = {"badge_fast", "badge_just"})
    void s13TakesNoOtherPartOfTheSubjectForTheCommonName(String door, Site site) throws IOException {
        try (Wire wire = connect(site, door, Badge.client(Made.WELL, "OU=\"CN=admin\",CN=romeo"))) {
            assertThat(features(wire)).contains(EXTERNAL);
            external(wire, "admin@badge.test");
            fail(wire, "invalid-authzid");
            external(wire, "romeo@badge.test");
            succeed(wire);
        }
    }
}
