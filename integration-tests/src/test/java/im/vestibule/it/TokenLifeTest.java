package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.server.House.Reloading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private Site site;
    private TokenHolder alice;

    @BeforeEach
    void open() throws IOException {
        site = Site.of(TOML, () -> now);
        site.renew(ALICE);
        alice = new TokenHolder(site, "direct", ALICE);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void s17TellsThatATokenHasExpired() throws IOException {
        String token = alice.request();
        now = now.plus(Duration.ofDays(10));

        assertThat(alice.failure(token)).isEqualTo("credentials-expired");
        assertThat(alice.failure("guessed")).isEqualTo("not-authorized");
    }

    @Test
    void isReplacedNearItsEndAndGoodUntilTheNewOneIsUsed() throws IOException {
        String first = alice.request();
        now = now.plus(Duration.ofDays(7));
        assertThat(alice.renewed(first)).isEmpty();
        now = now.plus(Duration.ofDays(1));
        assertThat(alice.renewed(first)).isPresent();
        // As if that had been lost on its way.
        String second = alice.renewed(first).orElseThrow();

        assertThat(alice.renewed(second)).isEmpty();
        assertThat(alice.failure(first)).isEqualTo("not-authorized");
        now = now.plus(Duration.ofDays(5));
        assertThat(alice.renewed(second)).isEmpty();
    }

    @Test
    void outlivesAChangeOfTheConfigurationButNotItsAccount() throws IOException {
        String token = alice.request();
        assertThat(site.reload(TOML.replace("value = 10", "value = 11"), new ArrayList<>()))
                .isInstanceOf(Reloading.Done.class);
        assertThat(alice.renewed(token)).isEmpty();

        site.renew(ALICE);

        assertThat(alice.failure(token)).isEqualTo("not-authorized");
    }
}
