package im.vestibule.server;

import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.Totals;
import im.vestibule.admin.status.Status.What;
import im.vestibule.core.Listener;
import im.vestibule.core.Tally;
import im.vestibule.http.HttpTallies;
import im.vestibule.http.HttpTally;
import im.vestibule.xmpp.LoginResult;
import im.vestibule.xmpp.Moved;
import im.vestibule.xmpp.StreamTally;
import im.vestibule.xmpp.Tallies;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is counted at every listener, added up.
 *
 * @param streams of XMPP
 * @param web answers by HTTP
 */
record StatusCounts(Tallies streams, HttpTallies web) {
    private static final int ERRORS = 400;

    static long refused(Listener listener) {
        long[] sum = new long[1];
        listener.tally().refused().forEach((cause, count) -> sum[0] += count);
        return sum[0];
    }

    /** Of events, by HTTP. */
    long streams(Listener listener) {
        return web.find(listener.name()).map(HttpTally::streams).orElse(0);
    }

    Totals totals(List<Listener> listeners, long sessions) {
        Moved moved = streams.all().stream().map(StreamTally::moved).reduce(Moved.NOTHING, Moved::plus);
        long[] logins = logins();
        return new Totals(
                listeners.stream().mapToLong(Listener::connections).sum(),
                sessions,
                listeners.stream()
                        .map(Listener::tally)
                        .mapToLong(Tally::accepted)
                        .sum(),
                listeners.stream().mapToLong(StatusCounts::refused).sum(),
                moved.stanzasIn(),
                moved.stanzasOut(),
                logins[0],
                logins[1]);
    }

    /** Those that succeeded, and the others. */
    private long[] logins() {
        long[] sums = new long[2];
        for (StreamTally tally : streams.all()) {
            tally.logins().forEach((mechanism, result, count) -> sums[result == LoginResult.SUCCESS ? 0 : 1] += count);
        }
        return sums;
    }

    /** By what has happened, then by cause. */
    List<Count> counts(List<Listener> listeners) {
        Map<What, Map<String, Long>> sums = new EnumMap<>(What.class);
        for (Listener listener : listeners) {
            listener.tally().refused().forEach((cause, count) -> add(sums, What.REFUSED, label(cause), count));
        }
        for (StreamTally tally : streams.all()) {
            tally.closed().forEach((cause, count) -> add(sums, What.CLOSED, cause.label(), count));
            tally.failures().forEach((engine, cause, count) -> add(sums, What.HANDSHAKE, label(cause), count));
            tally.logins().forEach((mechanism, result, count) -> {
                if (result != LoginResult.SUCCESS) {
                    add(sums, What.LOGIN, result.label(), count);
                }
            });
        }
        for (HttpTally tally : web.all()) {
            tally.answers().forEach((status, count) -> {
                if (status.code() >= ERRORS) {
                    add(sums, What.ANSWER, Integer.toString(status.code()), count);
                }
            });
        }
        List<Count> counts = new ArrayList<>();
        sums.forEach((what, causes) -> causes.forEach((cause, sum) -> counts.add(new Count(what, cause, sum))));
        return counts;
    }

    private static void add(Map<What, Map<String, Long>> sums, What what, String cause, long count) {
        sums.computeIfAbsent(what, _ -> new TreeMap<>()).merge(cause, count, Long::sum);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
