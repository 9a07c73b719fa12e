package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    private static Optional<Map<String, String>> match(String pattern, String path) {
        return new Target("", path, "").segments().flatMap(PathPattern.of(pattern)::match);
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, /ws, true",
        "/ws, /ws/, true",
        "/ws/, /ws, true",
        "/ws, /w%73, true",
        "/ws, /wss, false",
        "/ws, /ws/x, false",
        "'', /, true",
        "/, /, true",
        "/, /x, false",
        "/a[/b], /a, true",
        "/a[/b], /a/b, true",
        "/a[/b], /a/c, false",
        "/a[/b[/c]], /a/b/c, true",
        "/a[/b[/c]], /a/c, false",
        "/a/[...], /a, true",
        "/a/[...], /a/b/c, true",
        "/a/[...], /b, false",
        "[...], /, true",
    })
    void fits(String pattern, String path, boolean fits) {
        assertThat(match(pattern, path).isPresent()).isEqualTo(fits);
    }

    @Test
    void tellsWhatStandsForItsNames() {
        assertThat(match("/users/:user/[...]", "/users/j%C3%BCrgen/a/b"))
                .hasValue(Map.of("user", "jürgen", PathPattern.REST, "a/b"));
        assertThat(match("/rooms/:id[/:user]", "/rooms/1")).hasValue(Map.of("id", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a//b", "//a", "/a/../b", "/a/.", "/%2e%2e", "/a%2fb", "/a%5cb", "/a%00", "/%", "/%4", "/%zz", "/%c0%af"
    })
    void hasNoPartsThatCouldBeTakenForOthers(String path) {
        assertThat(new Target("", path, "").segments()).isEmpty();
    }

    @Test
    void readsTargetsOfEveryForm() {
        assertThat(Target.of("/a?b=c?d", "Door.Test:80")).hasValue(new Target("door.test:80", "/a", "b=c?d"));
        assertThat(Target.of("http://Door.test/a", "other")).hasValue(new Target("door.test", "/a", ""));
        assertThat(Target.of("https://door.test", "other")).hasValue(new Target("door.test", "/", ""));
        assertThat(Target.of("*", "a")).hasValue(new Target("a", "*", ""));
        assertThat(Target.of("a", "a")).isEmpty();
        assertThat(new Target("[::1]:80", "", "").hostName()).isEqualTo("[::1]");
        assertThat(new Target("[::1]", "", "").hostName()).isEqualTo("[::1]");
        assertThat(List.of(new Target("a:80", "", "").hostName(), new Target("a", "", "").hostName()))
                .containsOnly("a");
    }
}
