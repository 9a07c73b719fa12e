package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a log may tell of clients: little, and nothing of what they say. */
final class Discretion {
    /** Characters of a line: an address may take 3,071. */
    private static final int LONGEST = 4_000;

    /** Lines about one cause: a second of the clock may see the end of one of ours and the beginning of the next. */
    private static final long FASTEST = 20;

    /** What is said of a connection besides how it ends, and of what has nothing to do with any. */
    private static final Set<String> COURSE = Set.of(
            "old_generation_collected",
            "session_opened",
            "session_suspended",
            "session_resumed",
            "session_closed",
            "login",
            "component_opened",
            "component_closed",
            "s2s_opened",
            "s2s_closed",
            "s2s_unreachable",
            "s2s_not_connected");

    /** News of the end of somebody of whose coming there was news as well. */
    private static final Set<String> PARTINGS = Set.of("component_closed", "s2s_closed");

    private static final Pattern DUMP = Pattern.compile("[0-9a-fA-F]{64}");

    private Discretion() {}

    /**
     * Nothing that a client does is a warning, there is at most one line of news for each connection and one about its end
     * (which is news, too, of a component that knew the password), of refusals at most ten a second are news, none grows with what a client sends, and none has passwords, what proves them, or messages in it.
     *
     * @param connections that clients have made meanwhile
     * @param troubles events of which operators are told although nobody is to blame
     */
    static void assertKept(List<LogLine> lines, List<String> secrets, int connections, Set<String> troubles) {
        assertThat(lines)
                .filteredOn(line -> line.level().isGreaterOrEqual(Level.WARN) && !troubles.contains(line.event()))
                .isEmpty();
        assertThat(lines)
                .filteredOn(line -> line.level().isGreaterOrEqual(Level.INFO)
                        && !PARTINGS.contains(line.event())
                        && !troubles.contains(line.event()))
                .hasSizeLessThanOrEqualTo(connections);
        assertThat(lines)
                .filteredOn(line -> !COURSE.contains(line.event()) && !troubles.contains(line.event()))
                .hasSizeLessThanOrEqualTo(connections);
        assertThat(lines.stream()
                        .filter(line -> line.event().equals("connection_refused"))
                        .collect(Collectors.groupingBy(LogLine::second, Collectors.counting())))
                .allSatisfy((second, refusals) -> assertThat(refusals).isLessThanOrEqualTo(FASTEST));
        assertThat(lines).noneMatch(line -> line.text().length() > LONGEST);
        assertThat(lines)
                .noneMatch(
                        line -> line.text().contains("-secret") || line.text().contains("<body"));
        assertThat(lines).noneMatch(line -> DUMP.matcher(line.text()).find());
        assertThat(lines).noneMatch(line -> secrets.stream().anyMatch(line.text()::contains));
    }
}
