package im.vestibule.admin.status;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import im.vestibule.admin.status.Status.Totals;

/**
 * One point of every curve. In JSON an array, in the order of the components.
 *
 * @param time in milliseconds of Unix time
 * @param accepted per second since the point before, as are all that follow
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({
    "time",
    "connections",
    "sessions",
    "accepted",
    "refused",
    "stanzasIn",
    "stanzasOut",
    "logins",
    "failures"
})
record Point(
        long time,
        long connections,
        long sessions,
        double accepted,
        double refused,
        double stanzasIn,
        double stanzasOut,
        double logins,
        double failures) {
    /**
     * @param nanos between the two
     */
    static Point between(Totals before, Totals now, long nanos, long time) {
        Pace pace = new Pace(nanos);
        return new Point(
                time,
                now.connections(),
                now.sessions(),
                pace.of(before.accepted(), now.accepted()),
                pace.of(before.refused(), now.refused()),
                pace.of(before.stanzasIn(), now.stanzasIn()),
                pace.of(before.stanzasOut(), now.stanzasOut()),
                pace.of(before.logins(), now.logins()),
                pace.of(before.failures(), now.failures()));
    }

    private record Pace(long nanos) {
        /** To a hundredth. A listener that is gone takes its counts along, which is no negative growth. */
        double of(long before, long after) {
            return Math.round(Math.max(0, after - before) * 1e11 / nanos) / 100.0;
        }
    }
}
