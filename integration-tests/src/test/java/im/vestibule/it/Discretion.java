package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a log may tell of clients: little, and nothing of what they say. */
final class Discretion {
    /** Characters of a line: an address may take 3,071. */
    private static final int LONGEST = 4_000;

    /** What is said of a connection besides how it ends. */
    private static final Set<String> COURSE = Set.of(
            "session_opened",
            "session_suspended",
            "session_resumed",
            "session_closed",
            "login",
            "component_opened",
            "component_closed");

    private static final Pattern DUMP = Pattern.compile("[0-9a-fA-F]{64}");

    private Discretion() {}

    /**
     * Nothing that a client does is a warning, there is at most one line of news for each connection and one about its end
     * (which is news, too, of a component that knew the password), none grows with what a client sends, and none has passwords, what proves them, or messages in it.
     *
     * @param connections that clients have made meanwhile
     */
    static void assertKept(Log.Taken log, int connections) {
        assertThat(log.events()).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(log.events())
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO)
                        && !event.getMessage().equals("component_closed"))
                .hasSizeLessThanOrEqualTo(connections);
        assertThat(log.events())
                .filteredOn(event -> !COURSE.contains(event.getMessage()))
                .hasSizeLessThanOrEqualTo(connections);
        List<String> lines = log.events().stream().map(Log::text).toList();
        assertThat(lines).noneMatch(line -> line.length() > LONGEST);
        assertThat(lines).noneMatch(line -> line.contains("-secret") || line.contains("<body"));
        assertThat(lines).noneMatch(line -> DUMP.matcher(line).find());
        assertThat(lines).noneMatch(line -> log.secrets().stream().anyMatch(line::contains));
    }
}
