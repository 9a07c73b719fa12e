package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Holds what an API does against what it says of itself. */
final class RestCoverage {
    /** What an API says that it can do, and the statuses that it says it answers with. */
    private final Map<String, Set<Integer>> described = new TreeMap<>();

    private final Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();

    RestCoverage(JsonNode description) {
        description
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(call -> described.put(
                                call.getKey().toUpperCase(Locale.ROOT) + ' ' + path.getKey(),
                                call.getValue().get("responses").propertyNames().stream()
                                        .map(Integer::valueOf)
                                        .collect(Collectors.toSet()))));
        assertThat(described).isNotEmpty();
    }

    /** Every call, such as {@code GET /users/{domain}}. */
    List<String> calls() {
        return List.copyOf(described.keySet());
    }

    /** Calls, and remembers what came of it. */
    HttpResponse<String> call(RestCaller caller, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = caller.call(method, path, body, headers);
        remember(method, path, answer.statusCode());
        return answer;
    }

    /** That this came of a call. */
    void remember(String method, String path, int status) {
        seen.computeIfAbsent(call(method, path), _ -> ConcurrentHashMap.newKeySet())
                .add(status);
    }

    /** The one of most words, if several fit; empty where the API says nothing of such a call. */
    private String call(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return described.keySet().stream()
                .filter(call -> (method + ' ' + plain).matches(call.replaceAll("\\{[^}]+}", "[^/]+")))
                .min(Comparator.comparingInt(call -> call.replaceAll("[^{]", "").length()))
                .orElse("");
    }

    /** Every call was made, was refused to strangers, and answered with nothing that is not described. */
    void isComplete() {
        Map<String, Set<Integer>> undescribed = new TreeMap<>();
        List<String> untried = new ArrayList<>();
        described.forEach((call, statuses) -> {
            Set<Integer> all = seen.getOrDefault(call, Set.of());
            Set<Integer> more = new TreeSet<>(all);
            more.removeAll(statuses);
            // Whoever asks for another form than there is draws these of any call.
            more.removeAll(Set.of(406, 415));
            if (!more.isEmpty()) {
                undescribed.put(call, more);
            }
            boolean done = all.stream().anyMatch(status -> status < 300 || status == 501)
                    || statuses.stream().noneMatch(status -> status < 300 || status == 501);
            if (!done || !all.contains(401)) {
                untried.add(call + ' ' + all);
            }
        });
        assertThat(undescribed).isEmpty();
        assertThat(untried).isEmpty();
    }
}
