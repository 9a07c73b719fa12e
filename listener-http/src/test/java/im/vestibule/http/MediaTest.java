package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true",
                "*/* | true",
                "application/json | true",
                "APPLICATION/JSON;q=0.5 | true",
                "application/* | true",
                "text/html, application/xhtml+xml, */*;q=0.8 | true",
                "application/json; q=0, */* | false",
                "application/json;q=0.000 | false",
                "application/json;q=0.001 | true",
                "application/*;q=0, */* | false",
                "application/*;q=0, application/json | true",
                "text/html | false",
                "nonsense | false",
            })
    void findsOutWhetherAClientTakesJson(String accept, boolean takes) {
        assertThat(Media.accepts(accept, "application/json")).isEqualTo(takes);
    }
}
