package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Rows.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds what a server has counted against what its clients have done and were told. */
final class Reckoning {
    private static final String ACCEPTED = "vestibule_connections_accepted_total";
    private static final String REFUSED = "vestibule_connections_refused_total";
    private static final String CLOSED = "vestibule_connections_closed_total";
    private static final String ANSWERS = "vestibule_http_answers_total";
    private static final String HANDSHAKES = "vestibule_tls_handshake_failures_total";

    /** Ends of which a client is not told a condition. */
    private static final Set<String> SILENT =
            Set.of("peer-closed", "connection-lost", "send-timeout", "tls-failure", "starttls-refused");

    /** Ends that are nothing special. */
    private static final Set<String> PLAIN = Set.of("peer-closed", "connection-lost");

    /** Told of instead of a condition by whoever could not be told it, or was in other words. */
    static final String UNSPEAKABLE = "unspeakable";

    /** Told of once by a connection whose answers are not looked at one by one. */
    static final String BY_HTTP2 = "http2";

    /** What bystanders get all the time. */
    private static final Set<String> USUAL = Set.of("101", "200");

    private final Site site;
    private final Counts before;
    private final Counts after;

    Reckoning(Site site, Counts before, Counts after) {
        this.site = site;
        this.before = before;
        this.after = after;
    }

    /** By how much counts of a name have grown, by one of its labels. */
    private Map<String, Long> grown(String label, String name, Predicate<Map<String, String>> wanted) {
        Map<String, Long> grown = new TreeMap<>(after.by(label, name, wanted));
        before.by(label, name, wanted).forEach((value, count) -> grown.merge(value, -count, Long::sum));
        grown.values().removeIf(count -> count == 0);
        return grown;
    }

    /** Of answers by HTTP but for the usual ones. */
    private Map<String, Long> statuses() {
        Map<String, Long> statuses = grown("status", ANSWERS, labels -> true);
        statuses.keySet().removeAll(USUAL);
        return statuses;
    }

    /** What ended connections and streams, turned them away, or was answered by HTTP, and how often. */
    Map<String, Long> causes() {
        Map<String, Long> causes = new TreeMap<>(grown("cause", CLOSED, labels -> true));
        grown("cause", REFUSED, labels -> true).forEach((cause, count) -> causes.merge(cause, count, Long::sum));
        causes.putAll(statuses());
        return causes;
    }

    /**
     * Every connection counts once when it comes and once when it is over; whoever was told a condition counts under that one,
     * and every answer by HTTP under its status.
     *
     * @param visits the door of every connection
     */
    void assertExact(List<String> visits, List<String> told) {
        Map<String, Long> expected = counts(visits.stream()
                .filter(door -> !site.door(door).kind().equals("http"))
                .map(site::key)
                .toList());
        assertThat(grown("listener", ACCEPTED, Reckoning::ofStreams))
                .as("connections accepted")
                .isEqualTo(expected);
        Map<String, Long> over = new TreeMap<>(grown("listener", CLOSED, Reckoning::ofStreams));
        grown("listener", REFUSED, Reckoning::ofStreams).forEach((key, count) -> over.merge(key, count, Long::sum));
        assertThat(over).as("connections closed or refused").isEqualTo(expected);

        Map<String, Long> conditions = counts(told.stream()
                .filter(text -> !Character.isDigit(text.charAt(0)) && !text.equals(BY_HTTP2))
                .toList());
        Map<String, Long> counted = new TreeMap<>(grown("cause", CLOSED, labels -> true));
        counted.keySet().removeAll(SILENT);
        // Whoever does not read may not have read of this either.
        long overflows = Optional.ofNullable(counted.remove("overflow")).orElse(0L);
        counted.merge("policy-violation", overflows, Long::sum);
        long unspeakable =
                overflows + Optional.ofNullable(conditions.remove(UNSPEAKABLE)).orElse(0L);
        conditions.forEach((condition, count) -> counted.merge(condition, -count, Long::sum));
        counted.values().removeIf(count -> count == 0);
        assertThat(counted)
                .as("conditions counted more, or less, often than told")
                .allSatisfy((condition, count) -> assertThat(count).isPositive());
        assertThat(sum(counted.values()))
                .as("conditions counted that could be told: %s", counted)
                .isLessThanOrEqualTo(unspeakable);
        long failures = sum(grown("cause", HANDSHAKES, Reckoning::ofStreams).values());
        long ended = grown("cause", CLOSED, Reckoning::ofStreams).getOrDefault("tls-failure", 0L);
        // One that was asked for and did not begin in time is over for another reason.
        assertThat(failures).as("handshakes that failed").isBetween(ended, ended + unspeakable);
        if (!told.contains(BY_HTTP2)) {
            assertThat(statuses())
                    .as("statuses")
                    .isEqualTo(counts(told.stream()
                            .filter(text -> Character.isDigit(text.charAt(0)) && !USUAL.contains(text))
                            .toList()));
        }
    }

    /** Nothing is counted that the row does not know of. */
    void assertOnly(Optional<Row> row) {
        row.ifPresent(known -> {
            Set<String> causes = new TreeSet<>(causes().keySet());
            causes.removeAll(PLAIN);
            assertThat(known.causes()).as("what %s is counted as", known.id()).containsAll(causes);
        });
    }

    private static boolean ofStreams(Map<String, String> labels) {
        String listener = Objects.requireNonNull(labels.get("listener"));
        return listener.startsWith("listen.") && !listener.startsWith("listen.http");
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> counts(List<String> all) {
        return all.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
