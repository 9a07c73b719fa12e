package im.vestibule.services.federation;

import java.net.InetAddress;
import java.util.List;

/** What is asked of the domain name system. May wait. */
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
    }

    /** RFC 2782. */
    record Srv(int priority, int weight, int port, String target) {
        /** {@code "."}: the service is decidedly not available. */
        boolean isNone() {
            return target.isEmpty();
        }
    }

    Answer<Srv> services(String name);

    /** @param version of IP: 4 or 6 */
    Answer<InetAddress> addresses(String host, int version);
}
