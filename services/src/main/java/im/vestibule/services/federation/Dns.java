package im.vestibule.services.federation;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What is asked of the domain name system, and of the system's own file of hosts before that. */
interface Dns {
    /**
     * What came of a question.
     *
     * @param failed whether there was no answer, rather than one without records
     */
    record Answer<T>(List<T> records, boolean failed) {
        public Answer {
            records = List.copyOf(records);
        }

        static <T> Answer<T> none() {
            return new Answer<>(List.of(), false);
        }
    }

    /** A question that is on its way, so that several can be at a time. */
    @FunctionalInterface
    interface Asked<T> {
        /** Waits, but not for ever. */
        Answer<T> answer();
    }

    /** RFC 2782. */
    record Srv(int priority, int weight, int port, String target) {
        /** {@code "."}: the service is decidedly not available. */
        boolean isNone() {
            return target.isEmpty();
        }
    }

    Asked<Srv> services(String name);

    /** @param version of IP: 4 or 6 */
    Asked<InetAddress> addresses(String host, int version);

    /**
     * What the operator has written in the system's file of hosts.
     *
     * @param version of IP: 4 or 6
     */
    Optional<InetAddress> hosts(String host, int version);
}
