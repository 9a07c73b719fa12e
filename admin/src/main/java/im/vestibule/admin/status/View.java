package im.vestibule.admin.status;

import im.vestibule.admin.status.Status.BackEnd;
import im.vestibule.admin.status.Status.Certificate;
import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.Door;
import im.vestibule.admin.status.Status.Server;
import im.vestibule.admin.status.Status.Store;
import im.vestibule.admin.status.Status.What;
import java.util.List;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page is told: a {@link Status} and how it came to that. As JSON, an object with the names of the components.
 *
 * @param counts of what has happened at all
 * @param span milliseconds that curves go back
 * @param period milliseconds between two points
 * @param points of the curves, oldest first: all of them, or only the newest
 */
record View(
        long time,
        Server server,
        List<Door> listeners,
        List<Certificate> certificates,
        List<Grown> counts,
        List<BackEnd> backEnds,
        Store store,
        long span,
        long period,
        List<Point> points) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /**
     * A count and its growth.
     *
     * @param recent in the last quarter of an hour
     */
    record Grown(What what, String cause, long total, long recent) {
        static Grown of(Count count, Growth growth) {
            return new Grown(count.what(), count.cause(), count.total(), growth.of(count));
        }
    }

    static View of(Status status, Growth growth, List<Point> points) {
        return new View(
                status.time(),
                status.server(),
                status.listeners(),
                status.certificates(),
                status.counts().stream()
                        .filter(count -> count.total() > 0)
                        .map(count -> Grown.of(count, growth))
                        .toList(),
                status.backEnds(),
                status.store(),
                Live.SPAN.toMillis(),
                Live.PERIOD.toMillis(),
                points);
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }
}
