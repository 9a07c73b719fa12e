package im.vestibule.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code /proc} says about a process and all that it has started. */
public final class Processes {
    private static final Path PROC = Path.of("/proc");
    /** {@code USER_HZ}, which is 100 on every Linux. */
    private static final double TICKS = 100;

    private static final int DEEPEST = 8;

    private Processes() {}

    /**
     * @param cpu seconds, with those of children that have ended
     * @param rss KiB
     */
    record Use(double cpu, long rss) {
        static final Use NONE = new Use(0, 0);

        Use plus(Use other) {
            return new Use(cpu + other.cpu, rss + other.rss);
        }
    }

    /**
     * The machine as a whole, in seconds of a processor.
     *
     * @param total all states
     */
    public record Machine(double idle, double total) {}

    /** What a process has used; nothing if there is none of this number. */
    static Use tree(long pid) {
        return tree(pid, 0);
    }

    private static Use tree(long pid, int depth) {
        Path directory = PROC.resolve(Long.toString(pid));
        try {
            Use use = new Use(cpu(directory), rss(directory));
            if (depth < DEEPEST) {
                try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
                    for (Path thread : threads) {
                        for (String child : words(thread.resolve("children"))) {
                            use = use.plus(tree(Long.parseLong(child), depth + 1));
                        }
                    }
                }
            }
            return use;
        } catch (IOException gone) {
            return Use.NONE;
        }
    }

    private static double cpu(Path directory) throws IOException {
        String stat = Files.readString(directory.resolve("stat"));
        // The name, in parentheses, may contain anything; the third field follows it.
        List<String> fields = split(stat.substring(stat.lastIndexOf(')') + 1));
        double ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Double.parseDouble(fields.get(field));
        }
        return ticks / TICKS;
    }

    private static long rss(Path directory) throws IOException {
        for (String line : Files.readAllLines(directory.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(split(line).get(1));
            }
        }
        return 0;
    }

    /** Up to now. */
    public static Machine machine() {
        try (var lines = Files.lines(PROC.resolve("stat"))) {
            List<String> fields = split(lines.findFirst().orElse("cpu 0 0 0 0 0 0 0 0"));
            double total = 0;
            for (int i = 1; i <= 8; i++) {
                total += Double.parseDouble(fields.get(i));
            }
            double idle = Double.parseDouble(fields.get(4)) + Double.parseDouble(fields.get(5));
            return new Machine(idle / TICKS, total / TICKS);
        } catch (IOException e) {
            return new Machine(0, 0);
        }
    }

    private static List<String> words(Path file) {
        try {
            return split(Files.readString(file));
        } catch (IOException gone) {
            // A thread that has ended meanwhile.
            return List.of();
        }
    }

    private static List<String> split(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
