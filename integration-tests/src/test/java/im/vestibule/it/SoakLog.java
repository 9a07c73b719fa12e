package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server under a soak has logged.
 *
 * @param lines of all
 * @param events how many of each level and name, of those that are no mere news
 * @param wrong lines that must not be there, the first of them
 */
record SoakLog(long lines, Map<String, Integer> events, List<String> wrong) {
    /** Characters of a line. */
    private static final int LONGEST = 4_000;

    private static final int EXAMPLES = 40;

    /** What store and database in trouble, and a server that was killed before, bring with them. */
    private static final Set<String> EXCUSED = Set.of(
            "unclean_stop",
            "backend_down",
            "backend_up",
            "auth_backend_failed",
            "account_change_incomplete",
            "request_failed",
            "stream_abandoned",
            "command_failed",
            "offline_message_refused",
            "unacknowledged_not_held",
            "departure_not_told",
            "store_write_lost",
            "database_connection_lost");

    /** Lines of a stack trace that are told. */
    private static final int TRACE = 20;

    private static final Pattern LINE_BEGINS = Pattern.compile("\\d{4}-");
    private static final Pattern LINE = Pattern.compile("\\S+ (WARN|ERROR) +(\\w+).*");
    private static final Pattern SECRET =
            Pattern.compile("-secret|" + DatabaseServer.PASSWORD + "|<body|[0-9a-fA-F]{64}");

    static SoakLog of(Path file) throws IOException {
        Map<String, Integer> events = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        long count = 0;
        int trace = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                count++;
                Matcher trouble = LINE.matcher(line);
                boolean right =
                        line.length() <= LONGEST && !SECRET.matcher(line).find();
                if (trouble.lookingAt()) {
                    events.merge(trouble.group(1) + " " + trouble.group(2), 1, Integer::sum);
                    right &= EXCUSED.contains(trouble.group(2));
                }
                // What is no line of the log belongs to the one before it.
                trace = LINE_BEGINS.matcher(line).lookingAt() ? right ? 0 : TRACE : trace - 1;
                if ((!right || trace > 0) && wrong.size() < EXAMPLES) {
                    wrong.add(line.substring(0, Math.min(line.length(), 500)));
                }
            }
        }
        return new SoakLog(count, events, wrong);
    }

    /** Warnings and errors. */
    long troubles() {
        return events.values().stream().mapToLong(Integer::longValue).sum();
    }
}
