package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;

/** What a log may tell of clients: little, and nothing of what they say. */
final class Discretion {
    /** Characters of a line. */
    private static final int LONGEST = 1_000;

    private Discretion() {}

    /**
     * Nothing that a client does is a warning, at most one line for each of them is meant for the operator, no line grows
     * with what a client sends, and none has passwords, what proves them, or messages in it.
     *
     * @param connections that clients have made meanwhile
     */
    static void assertKept(Log.Taken log, int connections) {
        assertThat(log.events()).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(log.events()).filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .hasSizeLessThanOrEqualTo(connections);
        List<String> lines = log.events().stream().map(Log::text).toList();
        assertThat(lines).noneMatch(line -> line.length() > LONGEST);
        assertThat(lines).noneMatch(line -> line.contains("-secret") || line.contains("<body"));
        assertThat(lines).noneMatch(line -> log.secrets().stream().anyMatch(line::contains));
    }
}
