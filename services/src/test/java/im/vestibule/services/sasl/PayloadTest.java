package im.vestibule.services.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadTest {
    @Test
    void readsBase64() {
        assertThat(Payload.decode("AGp1bGlldAByMG0zMG15cjBtMzA=").orElseThrow())
                .asString()
                .isEqualTo("\0juliet\0r0m30myr0m30");
        assertThat(Payload.decode("")).contains(new byte[0]);
        assertThat(Payload.encode("r=a")).isEqualTo("cj1h");
    }

    @Test
    void takesAnEqualsSignForNoBytes() {
        assertThat(Payload.decode("=").orElseThrow()).isEmpty();
    }

    /** S02. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAE",
                "AA=",
                "AA",
                "A",
                "==",
                "AA==AAAA",
                "AAEC=",
                " AAEC",
                "AAEC ",
                "AA EC",
                "AAEC\n",
                "AA-_",
                "AB==",
                "AAF=",
                "\u00fcAAA",
                "AAE\0"
            })
    void refusesWhatIsNotQuiteBase64(String text) {
        assertThat(Payload.decode(text)).isEmpty();
    }
}
