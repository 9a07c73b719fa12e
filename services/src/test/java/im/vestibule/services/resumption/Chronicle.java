package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What became of every message, as its sender and its recipients know it. */
final class Chronicle {
    /** Accounts with one resource, of which everything must be true. */
    private final Set<String> single;

    private final Map<String, String> open = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> received = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private int resumed;
    private int gone;

    Chronicle(Set<String> single) {
        this.single = single;
    }

    /** @return what stands in the message */
    String write(String session, int number, String to) {
        String body = session + "|" + number + "|" + to;
        open.put(body, to);
        return body;
    }

    void acknowledged(String body) {
        assertThat(acknowledged.add(body)).as("%s is acknowledged once", body).isTrue();
    }

    /** A client goes on with its session. */
    void resumed() {
        resumed++;
    }

    /** A client cannot, as there is no such session any more. */
    void gone() {
        gone++;
    }

    /** Nothing comes back: everybody is there sooner or later. */
    void returned(String body) {
        assertThat(open).as("what came back").doesNotContainKey(body);
    }

    void received(String account, String resource, String body) {
        String[] parts = body.split("\\|", 3);
        assertThat(parts[2]).as("recipient of %s", body).startsWith(account);
        boolean first = received.add(body);
        if (single.contains(account)) {
            assertThat(first).as("%s is received once", body).isTrue();
            int number = Integer.parseInt(parts[1]);
            Integer before = last.put(parts[0] + ">" + account, number);
            assertThat(before == null || before < number)
                    .as("%s comes behind %s", body, before)
                    .isTrue();
        }
    }

    /** Once everybody is there and nothing is under way. */
    void close() {
        assertThat(acknowledged).allSatisfy(body -> assertThat(received).contains(body));
    }

    Town.Census census() {
        return new Town.Census(resumed, gone, acknowledged.size(), received.size());
    }
}
