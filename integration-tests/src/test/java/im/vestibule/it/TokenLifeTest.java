package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.server.House.Reloading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a token (XEP-0484) as time goes by. */
class TokenLifeTest {
    private static final String TOML = Toml.HOST + """
              event_loops = 1
            [modules.mod_fast_auth_token]
              validity_period.access = {value = 10, unit = "days"}
              validity_period.rotate_before_expire = {value = 2, unit = "days"}
            [[listen.c2s]] # direct
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              tls.mode = "tls"
            """;

    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final String SASL2 = " xmlns='urn:xmpp:sasl:2'";
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final String REQUEST = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";
    private static final Pattern ANSWER =
            Pattern.compile("<success.*?(token='(?<token>[^']+)'.*?)?</success><stream:features>.*</stream:features>"
                    + "|<failure" + SASL2 + "><(?<failure>[a-z-]+) .*</failure>");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.of(TOML, () -> now);
        site.renew(ALICE);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Matcher authenticate(String mechanism, String response, String inside) throws IOException {
        try (Wire wire = site.connect("direct")) {
            wire.greet("door.test");
            wire.say("<authenticate" + SASL2 + " mechanism='" + mechanism + "'><initial-response>" + response
                    + "</initial-response>" + AGENT + inside + "</authenticate>");
            return wire.hear(ANSWER);
        }
    }

    private String request() throws IOException {
        Matcher answer = authenticate("PLAIN", Wire.base64("\0alice\0" + Site.password(ALICE)), REQUEST);
        return Optional.ofNullable(answer.group("token")).orElseThrow();
    }

    /** Comes back with a token. */
    private Matcher use(String token) throws IOException {
        return authenticate(
                "HT-SHA-256-NONE",
                new HashedToken(token, Octets.NONE).initiator("alice"),
                "<fast xmlns='urn:xmpp:fast:0'/>");
    }

    private String failure(String token) throws IOException {
        return Optional.ofNullable(use(token).group("failure")).orElse("none");
    }

    private Optional<String> renewed(String token) throws IOException {
        Matcher answer = use(token);
        assertThat(answer.group()).startsWith("<success");
        return Optional.ofNullable(answer.group("token"));
    }

    @Test
    void s17TellsThatATokenHasExpired() throws IOException {
        String token = request();
        now = now.plus(Duration.ofDays(10));

        assertThat(failure(token)).isEqualTo("credentials-expired");
        assertThat(failure("guessed")).isEqualTo("not-authorized");
    }

    @Test
    void isReplacedNearItsEndAndGoodUntilTheNewOneIsUsed() throws IOException {
        String first = request();
        now = now.plus(Duration.ofDays(7));
        assertThat(renewed(first)).isEmpty();
        now = now.plus(Duration.ofDays(1));
        assertThat(renewed(first)).isPresent();
        // As if that had been lost on its way.
        String second = renewed(first).orElseThrow();

        assertThat(renewed(second)).isEmpty();
        assertThat(failure(first)).isEqualTo("not-authorized");
        now = now.plus(Duration.ofDays(5));
        assertThat(renewed(second)).isEmpty();
    }

    @Test
    void outlivesAChangeOfTheConfigurationButNotItsAccount() throws IOException {
        String token = request();
        assertThat(site.reload(TOML.replace("value = 10", "value = 11"), new ArrayList<>()))
                .isInstanceOf(Reloading.Done.class);
        assertThat(renewed(token)).isEmpty();

        site.renew(ALICE);

        assertThat(failure(token)).isEqualTo("not-authorized");
    }
}
