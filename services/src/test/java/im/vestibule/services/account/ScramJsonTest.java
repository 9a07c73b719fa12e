package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScramJsonTest {
    /** The keys of RFC 5802 §5. */
    private static final String SHA = "{\"salt\":\"QSXCR+Q6sek8bf92\",\"stored_key\":\"6dlGYMOdZcOPutkcNY8U2g7vK9Y=\","
            + "\"server_key\":\"D+CSWLOshSulAsxiupA+qs2/fTE=\"}";

    private static final String TEXT = "==MULTI_SCRAM==,4096,===SHA1===QSXCR+Q6sek8bf92|6dlGYMOdZcOPutkcNY8U2g7vK9Y=|"
            + "D+CSWLOshSulAsxiupA+qs2/fTE=";

    @Test
    void readsWhatMongooseImKeeps() {
        assertThat(ScramJson.parse("{\"iteration_count\":4096,\"sha\":" + SHA + ",\"sha3_512\":{}}")
                        .map(ScramText::format))
                .contains(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"iteration_count\":4096}",
                "{\"iteration_count\":0,\"sha\":" + SHA + "}",
                "{\"iteration_count\":\"many\",\"sha\":" + SHA + "}",
                "{\"sha\":" + SHA + "}",
                "{\"iteration_count\":4096,\"sha256\":" + SHA + "}",
                "{\"iteration_count\":4096,\"sha\":\"" + "x" + "\"}",
                "{\"iteration_count\":4096,\"sha\":{\"salt\":\"%\",\"stored_key\":\"%\",\"server_key\":\"%\"}}",
                "{\"iteration_count\":4096,\"sha\":{\"salt\":\"QSXCR+Q6sek8bf92\"}}",
            })
    void refusesEverythingElse(String text) {
        assertThat(ScramJson.parse(text)).isEmpty();
    }
}
