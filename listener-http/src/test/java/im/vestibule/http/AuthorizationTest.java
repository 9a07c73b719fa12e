package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header says of who asks. */
class AuthorizationTest {
    private static Authorization of(String... values) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String value : values) {
            headers.add(HttpHeaderNames.AUTHORIZATION, value);
        }
        return Authorization.of(headers);
    }

    private static String encode(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsNameAndPasswordUpToTheFirstColon() {
        assertThat(of("basic " + encode("zoë@a.test:p:w"))).isInstanceOfSatisfying(Authorization.Basic.class, basic -> {
            assertThat(basic.name()).isEqualTo("zoë@a.test");
            assertThat(basic.password().reveal()).isEqualTo("p:w");
            assertThat(basic.toString()).doesNotContain("p:w");
        });
    }

    @Test
    void knowsNothingOfOtherSchemes() {
        assertThat(of()).isEqualTo(new Authorization.None());
        assertThat(of("Bearer abc")).isEqualTo(new Authorization.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !", "Basic bm9jb2xvbg==", "Basic /////w=="})
    void saysWhatCannotBeRead(String value) {
        assertThat(of(value)).isEqualTo(new Authorization.Malformed());
    }

    @Test
    void believesNobodyWhoSaysTwoThings() {
        assertThat(of("Basic " + encode("a:b"), "Basic " + encode("c:d"))).isEqualTo(new Authorization.Malformed());
    }
}
