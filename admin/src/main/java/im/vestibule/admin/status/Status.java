package im.vestibule.admin.status;

import java.util.List;
import java.util.Optional;

/**
 * A server at one moment. Times are in milliseconds of Unix time.
 *
 * @param time of the look
 * @param counts that only ever grow, while the server runs
 */
public record Status(
        long time,
        Server server,
        List<Door> listeners,
        List<Certificate> certificates,
        List<Count> counts,
        List<BackEnd> backEnds,
        Store store,
        Totals totals) {
    /**
     * The process.
     *
     * @param started when it began
     * @param troubles why new connections are not welcome; empty if they are
     * @param memory bytes of the heap in use
     * @param mostMemory bytes that the heap may grow to
     * @param cpu share of the machine's processors that it uses, 0 to 1; below 0 if the system does not tell
     * @param files file descriptors in use; below 0 if the system does not tell
     * @param mostFiles the most that the system allows it; below 0 likewise
     */
    public record Server(
            String version,
            String jdk,
            long started,
            List<String> troubles,
            long memory,
            long mostMemory,
            double cpu,
            long files,
            long mostFiles) {}

    /** What a listener does. */
    public enum State {
        OPEN,
        /** It has as many connections as it may; others wait. */
        SUSPENDED,
        /** It accepts no more, and those that are here are leaving. */
        DRAINING,
        CLOSED
    }

    /**
     * A listener.
     *
     * @param key in the file, such as {@code listen.c2s[0]}
     * @param tls {@code tls}, {@code starttls}, {@code starttls_required} or {@code -}
     * @param handlers type, host and path of each
     * @param open connections that are open now
     * @param most connections that there may be; empty for no bound
     * @param accepted connections since it was opened
     * @param refused those of them that were closed before their protocol began
     * @param streams of events by HTTP that are open now
     */
    public record Door(
            String key,
            String address,
            String tls,
            List<String> handlers,
            State state,
            long open,
            Optional<Long> most,
            long accepted,
            long refused,
            long streams) {}

    /** How soon somebody has to see to a certificate. */
    public enum Urgency {
        FINE,
        /** Within 30 days. */
        SOON,
        /** Within 14 days. */
        URGENT,
        OVER;

        static Urgency of(long left) {
            if (left <= 0) {
                return OVER;
            }
            return left < 14 * DAY ? URGENT : left < 30 * DAY ? SOON : FINE;
        }
    }

    private static final long DAY = 86_400_000;

    /**
     * A certificate that clients are shown.
     *
     * @param listener its key
     * @param hosts it is for
     * @param end of it
     * @param days whole ones until then; 0 once it is over
     */
    public record Certificate(String listener, String file, List<String> hosts, long end, long days, Urgency urgency) {
        public static Certificate of(String listener, String file, List<String> hosts, long end, long now) {
            long left = end - now;
            return new Certificate(listener, file, hosts, end, Math.max(0, left / DAY), Urgency.of(left));
        }
    }

    /** What may go wrong with a connection. */
    public enum What {
        /** A connection was closed before its protocol began. */
        REFUSED,
        /** A stream has ended. */
        CLOSED,
        /** A TLS handshake has failed. */
        HANDSHAKE,
        /** An attempt to authenticate has failed. */
        LOGIN,
        /** A request by HTTP was answered with an error. */
        ANSWER
    }

    /**
     * How often something has happened, by its cause; of all listeners.
     *
     * @param cause as metrics name it
     */
    public record Count(What what, String cause, long total) {}

    /**
     * A service outside.
     *
     * @param name such as {@code outgoing_pools.ldap.default}
     * @param reason why it does not work; empty if it does
     * @param since when it works, or does not
     */
    public record BackEnd(String name, Optional<String> reason, long since) {}

    /**
     * The embedded store.
     *
     * @param waiting work for its writer
     * @param most work that may wait
     * @param lost work that could be lost and was
     * @param millis that a question took; empty if none is answered yet
     * @param trouble why the last question got no answer; empty if it got one
     */
    public record Store(long waiting, long most, long lost, Optional<Double> millis, Optional<String> trouble) {}

    /**
     * What rates are made of: the first two are numbers of now, the others only ever grow.
     *
     * @param logins that succeeded
     * @param failures of logins
     */
    public record Totals(
            long connections,
            long sessions,
            long accepted,
            long refused,
            long stanzasIn,
            long stanzasOut,
            long logins,
            long failures) {}
}
