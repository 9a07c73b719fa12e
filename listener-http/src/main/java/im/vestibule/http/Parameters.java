package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind the question mark of a target, as forms write it. */
final class Parameters {
    /** Of a request. */
    static final int MOST = 32;

    private Parameters() {}

    /**
     * Values by name, decoded.
     *
     * @return empty if a name comes twice, there are too many, or they cannot be decoded
     */
    static Optional<Map<String, String>> of(String query) {
        try {
            Map<String, List<String>> all = new QueryStringDecoder(query, UTF_8, false, MOST + 1, true).parameters();
            if (all.size() > MOST || all.values().stream().anyMatch(values -> values.size() > 1)) {
                return Optional.empty();
            }
            Map<String, String> single = new HashMap<>();
            all.forEach((name, values) -> single.put(name, values.getFirst()));
            return Optional.of(single);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
