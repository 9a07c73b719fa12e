package im.vestibule.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the endpoint of a request as MongooseIM does: of the hosts that fit, the first counts, and has its own places, then those
 * of any host; all others have the latter only. Of places that fit, the first counts.
 */
final class Router {
    private record Entry(RoutePattern path, Endpoint endpoint) {}

    private record Site(RoutePattern host, List<Entry> entries) {
        static Site of(String host) {
            return new Site(RoutePattern.ofHost(host), new ArrayList<>());
        }
    }

    private final List<Site> sites;
    private final List<Entry> any = new ArrayList<>();

    /**
     * @param bindings as in {@link Request}
     */
    record Match(Endpoint endpoint, Map<String, String> bindings) {}

    /** @param places in the order of the file */
    Router(List<Place> places) {
        Map<String, Site> named = new LinkedHashMap<>();
        for (Place place : places) {
            List<Entry> entries = place.host().equals(Place.ANY)
                    ? any
                    : named.computeIfAbsent(place.host().toLowerCase(Locale.ROOT), host -> Site.of(place.host()))
                            .entries();
            entries.add(new Entry(RoutePattern.ofPath(place.path()), place.endpoint()));
        }
        sites = List.copyOf(named.values());
        sites.forEach(site -> site.entries().addAll(any));
    }

    Optional<Match> find(Target target) {
        return target.segments().flatMap(segments -> find(target.labels(), segments));
    }

    private Optional<Match> find(List<String> host, List<String> segments) {
        for (Site site : sites) {
            Optional<Map<String, String>> bound = site.host().match(host, Map.of());
            if (bound.isPresent()) {
                return find(site.entries(), segments, bound.get());
            }
        }
        return find(any, segments, Map.of());
    }

    private static Optional<Match> find(List<Entry> entries, List<String> segments, Map<String, String> bound) {
        for (Entry entry : entries) {
            Optional<Map<String, String>> bindings = entry.path().match(segments, bound);
            if (bindings.isPresent()) {
                return Optional.of(new Match(entry.endpoint(), bindings.get()));
            }
        }
        return Optional.empty();
    }
}
