package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a JVM takes of the machine. It has to run with {@code -XX:NativeMemoryTracking=summary}.
 *
 * @param heap bytes of objects that are in use, after a full collection
 * @param direct bytes outside of the heap that Java code has asked for: Netty's and the JVM's own buffers
 * @param resident bytes of the whole process
 * @param classes bytes of the heap by what they are
 */
record ProcessFootprint(
        long heap, long direct, long resident, long descriptors, long threads, Map<String, Long> classes) {
    /** Of the classes that a heap has grown by, so many are told. */
    private static final int TOLD = 12;

    /** How much more is still the same. */
    private static final double TOLERANCE = 1.05;

    /** Pools of buffers grow and shrink by chunks: so much more direct memory is still the same, too. */
    private static final long CHUNKS = 16L * 1024 * 1024;

    private static final Pattern CLASS = Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    /** Space that the collector has left as it is, since moving what lies behind would take longer than it is worth. */
    private static final Pattern FILLER =
            Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+\\S*jdk\\.internal\\.vm\\.Filler");

    private static final Pattern DIRECT = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final long KIB = 1024;

    /** As it is now; the process does a full collection for that. */
    static ProcessFootprint of(long pid) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(pid));
        String histogram = jcmd(pid, "GC.class_histogram");
        long filler = FILLER.matcher(histogram)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        long heap = find(LIVE, histogram) - filler;
        long direct = find(DIRECT, jcmd(pid, "VM.native_memory", "summary", "scale=KB"));
        String status = Files.readString(process.resolve("status"));
        return new ProcessFootprint(
                heap,
                direct * KIB,
                find(RESIDENT, status) * KIB,
                descriptors(process.resolve("fd")),
                find(THREADS, status),
                classes(histogram));
    }

    private static Map<String, Long> classes(String histogram) {
        return CLASS.matcher(histogram)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(2), found -> Long.parseLong(found.group(1)), Long::sum, TreeMap::new));
    }

    private static String jcmd(long pid, String... command) throws IOException, InterruptedException {
        Stream<String> program = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
        Process process = new ProcessBuilder(
                        Stream.concat(program, Stream.of(command)).toList())
                .redirectErrorStream(true)
                .start();
        String said = process.inputReader().readAllAsString();
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    private static long find(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }

    private static long descriptors(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    /** What is beyond that and what may be more of it, in words. */
    List<String> beyond(ProcessFootprint base) {
        List<String> beyond = new ArrayList<>();
        compare("heap, most of it " + growth(base) + ",", base.heap, heap, 0, beyond);
        compare("direct memory", base.direct, direct, CHUNKS, beyond);
        compare("descriptors", base.descriptors, descriptors, 0, beyond);
        compare("threads", base.threads, threads, 0, beyond);
        return beyond;
    }

    private List<String> growth(ProcessFootprint base) {
        Map<String, Long> grown = new HashMap<>(classes);
        base.classes.forEach((name, bytes) -> grown.merge(name, -bytes, Long::sum));
        return grown.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(TOLD)
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }

    /** Without the classes, of which there are hundreds. */
    @Override
    public String toString() {
        return "heap " + heap + ", direct " + direct + ", resident " + resident + ", descriptors " + descriptors
                + ", threads " + threads;
    }

    private static void compare(String name, long base, long now, long slack, List<String> beyond) {
        if (now > Math.max(Math.round(TOLERANCE * base), base + slack)) {
            beyond.add(name + " from " + base + " to " + now);
        }
    }
}
