package im.vestibule.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the endpoint of a request as MongooseIM does: a named host has its own places, then those of any host; all others have
 * the latter only. Of places that fit, the first counts.
 */
final class Router {
    private record Entry(PathPattern pattern, Endpoint endpoint) {}

    private final Map<String, List<Entry>> hosts = new LinkedHashMap<>();
    private final List<Entry> any = new ArrayList<>();

    /**
     * @param bindings as in {@link Request}
     */
    record Match(Endpoint endpoint, Map<String, String> bindings) {}

    /** @param places in the order of the file */
    Router(List<Place> places) {
        for (Place place : places) {
            Entry entry = new Entry(PathPattern.of(place.path()), place.endpoint());
            if (place.host().equals(Place.ANY)) {
                any.add(entry);
            } else {
                hosts.computeIfAbsent(place.host().toLowerCase(Locale.ROOT), host -> new ArrayList<>())
                        .add(entry);
            }
        }
        hosts.values().forEach(entries -> entries.addAll(any));
    }

    Optional<Match> find(Target target) {
        return target.segments().flatMap(segments -> find(target.hostName(), segments));
    }

    private Optional<Match> find(String host, List<String> segments) {
        for (Entry entry : hosts.getOrDefault(host, any)) {
            Optional<Map<String, String>> bindings = entry.pattern().match(segments);
            if (bindings.isPresent()) {
                return Optional.of(new Match(entry.endpoint(), bindings.get()));
            }
        }
        return Optional.empty();
    }
}
