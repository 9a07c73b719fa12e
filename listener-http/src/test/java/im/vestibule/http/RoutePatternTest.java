package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutePatternTest {
    private static Optional<Map<String, String>> match(String pattern, String path) {
        return new Target("", path, "")
                .segments()
                .flatMap(parts -> RoutePattern.ofPath(pattern).match(parts, Map.of()));
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
        "/:a/:a, /x/x, true",
        "/:a/:a, /x/y, false",
        "/:_/:_, /x/y, true",
        "/a[/:_], /a/b, true",
    })
    void fits(String pattern, String path, boolean fits) {
        assertThat(match(pattern, path).isPresent()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "door.test, door.test, true",
        "Door.TEST, door.test, true",
        ".door.test., door.test, true",
        "door.test, door.test.:80, true",
        "door.test, .door.test, false",
        "door.test, door..test, false",
        "door.test, www.door.test, false",
        "door.test, test, false",
        "[www.]door.test, www.door.test, true",
        "[www.]door.test, door.test:443, true",
        "[www.]door.test, web.door.test, false",
        "[[a.]b.]door.test, a.b.door.test, true",
        "[[a.]b.]door.test, a.door.test, false",
        "[...]door.test, door.test, true",
        "[...]door.test, a.b.door.test, true",
        "[...].door.test, a.door.test, true",
        "[...]door.test, outdoor.test, false",
        ":any.door.test, a.door.test, true",
        ":any.door.test, door.test, false",
        "door.:_, door.org, true",
        ":a.:a.test, x.x.test, true",
        ":a.:a.test, x.y.test, false",
        "[...], door.test, true",
        "door.test, [::1]:80, false",
    })
    void fitsHosts(String pattern, String host, boolean fits) {
        assertThat(RoutePattern.ofHost(pattern)
                        .match(new Target(host, "", "").labels(), Map.of())
                        .isPresent())
                .isEqualTo(fits);
    }

    @Test
    void tellsWhatStandsForItsNames() {
        assertThat(match("/users/:user/[...]", "/users/j%C3%BCrgen/a/b"))
                .hasValue(Map.of("user", "jürgen", RoutePattern.REST, "a/b"));
        assertThat(match("/rooms/:id[/:user]", "/rooms/1")).hasValue(Map.of("id", "1"));
        assertThat(RoutePattern.ofHost("[...]:User.door.test")
                        .match(new Target("a.b.door.test", "", "").labels(), Map.of("id", "1")))
                .hasValue(Map.of("id", "1", "User", "b"));
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
