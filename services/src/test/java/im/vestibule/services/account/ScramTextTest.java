package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScramTextTest {
    /** The keys of RFC 5802 §5: password "pencil", 4096 iterations. */
    private static final String SALT = "QSXCR+Q6sek8bf92";

    private static final String STORED = "6dlGYMOdZcOPutkcNY8U2g7vK9Y=";
    private static final String SERVER = "D+CSWLOshSulAsxiupA+qs2/fTE=";
    private static final String MULTI = "==MULTI_SCRAM==,4096,===SHA1===" + SALT + "|" + STORED + "|" + SERVER;

    private final Derivation derivation = new Derivation();

    @Test
    void writesWhatMongooseImWrites() {
        ScramKeys keys = derivation
                .keys(Hash.SHA, new Secret("pencil"), Base64.getDecoder().decode(SALT), 4096)
                .orElseThrow();

        assertThat(ScramText.format(new Credentials.Scram(Map.of(Hash.SHA, keys))))
                .isEqualTo(MULTI);
    }

    @Test
    void readsWhatItWrites() {
        Credentials.Scram fresh = derivation
                .fresh(EnumSet.allOf(Hash.class), new Secret("pencil"), 7)
                .orElseThrow();
        String text = ScramText.format(fresh);

        assertThat(ScramText.parse(text).map(ScramText::format)).contains(text);
        assertThat(text.split(",", -1)).hasSize(2 + Hash.values().length);
    }

    @Test
    void readsTheOlderFormOfOneHash() {
        assertThat(ScramText.parse("==SCRAM==," + STORED + "," + SERVER + "," + SALT + ",4096")
                        .map(ScramText::format))
                .contains(MULTI);
    }

    @Test
    void leavesOutHashesItDoesNotKnow() {
        assertThat(ScramText.parse(MULTI + ",==SHA3512=" + SALT + "|AAAA|AAAA").map(ScramText::format))
                .contains(MULTI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "==MULTI_SCRAM==",
                "==MULTI_SCRAM==,4096",
                "==MULTI_SCRAM==,0,===SHA1===" + SALT + "|" + STORED + "|" + SERVER,
                "==MULTI_SCRAM==,x,===SHA1===" + SALT + "|" + STORED + "|" + SERVER,
                "==MULTI_SCRAM==,4096,===SHA1===" + SALT + "|" + STORED,
                "==MULTI_SCRAM==,4096,===SHA1===" + SALT + "|" + STORED + "|AAAA",
                "==MULTI_SCRAM==,4096,===SHA1===|" + STORED + "|" + SERVER,
                "==MULTI_SCRAM==,4096,===SHA1===%%%|" + STORED + "|" + SERVER,
                "==SCRAM==," + STORED + "," + SERVER + "," + SALT,
            })
    void refusesEverythingElse(String text) {
        assertThat(ScramText.parse(text)).isEmpty();
    }
}
