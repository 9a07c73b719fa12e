package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "http://Chat.door.test, chat.door.test, /, ''",
        "HTTPS://door.test:5443/a/b?c/d, door.test:5443, /a/b, c/d",
        "http://door.test?a=b, door.test, /, a=b",
        "http://[2001:db8::1]:5280/a, [2001:db8::1]:5280, /a, ''"
    })
    void takesItsHostFromAnAbsoluteTarget(String uri, String host, String path, String query) {
        assertThat(Target.of(uri, "other.test")).contains(new Target(host, path, query));
    }

    /** Answers name the host to whoever asks for links; nothing may stand in it that means something to them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///a",
                "https://?a",
                "http://a\"b/",
                "http://user@door.test/",
                "http://a\\b/",
                "http://a<b/",
                "http://a#b/",
                "http://caf\u00E9.test/"
            })
    void refusesAnAbsoluteTargetWithoutARightHost(String uri) {
        assertThat(Target.of(uri, "door.test")).isEmpty();
    }

    @Test
    void takesItsHostFromTheHeaderElse() {
        assertThat(Target.of("/a?b", "Door.test:80")).contains(new Target("door.test:80", "/a", "b"));
    }
}
