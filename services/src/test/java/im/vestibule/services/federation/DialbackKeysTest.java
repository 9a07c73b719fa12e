package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import org.junit.jupiter.api.Test;

class DialbackKeysTest {
    private final DialbackKeys keys = new DialbackKeys(new Secret("s3cr3tf0rd14lb4ck"));

    @Test
    void areThoseOfTheSpecification() {
        // The example of XEP-0185 §3.
        assertThat(keys.key("xmpp.example.com", "example.org", "D60000229F"))
                .isEqualTo("37c69b1cf07a3f67c04a5ef5902fa5114f2c76fe4a2686482ba5b89323075643");
    }

    @Test
    void holdForTheirStreamOnly() {
        String key = keys.key("b.test", "a.test", "1");

        assertThat(keys.holds(key, "b.test", "a.test", "1")).isTrue();
        assertThat(keys.holds(key, "b.test", "a.test", "2")).isFalse();
        assertThat(keys.holds(key, "a.test", "b.test", "1")).isFalse();
        assertThat(keys.holds("", "b.test", "a.test", "1")).isFalse();
        assertThat(new DialbackKeys(new Secret("another")).holds(key, "b.test", "a.test", "1"))
                .isFalse();
    }
}
