package im.vestibule.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a request line: a path is what it looks like, and a query is names with one value each. */
class TargetFuzzTest {
    private static final RoutePattern PATTERN = RoutePattern.ofPath("/api/[:version/]users/:user/[...]");

    static Stream<byte[]> targets() {
        return Stream.of(
                        "/api/users/alice%40door.test/rest?a=1&b=%C3%A9+x",
                        "http://door.test:5280/api/v1/users/a/b/c?x",
                        "/a/%2e%2e/b?%",
                        "/a/..%2f/b",
                        "/%C0%AF",
                        "*",
                        "https://[::1]?q=a&q=b",
                        "//a//b/?&&=&=1")
                .map(target -> target.getBytes(ISO_8859_1));
    }

    /** The first line is the target, the second the header Host. */
    @MethodSource("targets")
    @FuzzTest
    void isWhatItLooksLike(byte[] bytes) {
        String[] lines = new String(bytes, ISO_8859_1).split("\n", 2);
        Target.of(lines[0], lines.length > 1 ? lines[1] : "door.test").ifPresent(TargetFuzzTest::check);
        Parameters.of(lines[0]).ifPresent(TargetFuzzTest::isWrittenBack);
    }

    private static void check(Target target) {
        assertThat(target.hostName().length()).isLessThanOrEqualTo(target.host().length());
        assertThat(target.labels()).doesNotContain("");
        Parameters.of(target.query()).ifPresent(TargetFuzzTest::isWrittenBack);
        Optional<List<String>> segments = target.segments();
        segments.ifPresent(TargetFuzzTest::isPlain);
        segments.flatMap(parts -> PATTERN.match(parts, Map.of())).ifPresent(bindings -> {
            assertThat(bindings.get("user")).isIn(segments.orElseThrow());
            assertThat(segments.orElseThrow()).startsWith("api");
        });
    }

    private static void isPlain(List<String> segments) {
        assertThat(segments)
                .allSatisfy(segment -> assertThat(segment)
                        .isNotEmpty()
                        .isNotIn(".", "..")
                        .doesNotContainPattern("[\\x00-\\x1f\\x7f/\\\\]"));
        // Encoded again they are the same path.
        String path = segments.stream().map(TargetFuzzTest::encoded).collect(Collectors.joining("/", "/", ""));
        assertThat(Target.of(path, "").flatMap(Target::segments)).contains(segments);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static void isWrittenBack(Map<String, String> parameters) {
        assertThat(parameters).hasSizeLessThanOrEqualTo(Parameters.MOST);
        String query = parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        assertThat(Parameters.of(query)).contains(parameters);
    }
}
