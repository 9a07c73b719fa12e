package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network namespace of Linux, with two cables to it: one that carries everything, and one that can be made a black hole. Only root
 * may have one, and only where the kernel permits it. Names and addresses are those of this process, so that nothing that another has
 * left is in the way.
 */
final class Island implements Closeable {
    private static final String PREFIX = "vestibule";
    private static final Pattern NAMED = Pattern.compile(PREFIX + "(\\d+)\\b.*");

    /** RFC 2544 gives 198.18.0.0/15 to tests: so many pairs of its networks of four addresses. */
    private static final int PAIRS = 1 << 14;

    private static final int FIRST = 198 << 24 | 18 << 16;

    private final long process;
    private final String name;
    private final List<String> wrapper;

    private Island(long process) {
        this.process = process;
        name = PREFIX + process;
        wrapper = List.of("ip", "netns", "exec", name);
    }

    /** Skips the test with a loud line where that is not permitted. */
    static Island rise() throws IOException, InterruptedException {
        sweep();
        Island island = new Island(ProcessHandle.current().pid());
        String refusal = run(List.of("ip", "netns", "add", island.name));
        Outside.require(refusal.isEmpty(), "network namespaces: " + refusal.strip());
        try {
            island.connect(island.cable(), island.near(), island.far());
            island.connect(island.always(), island.address(5), island.farAlways());
            must(island.on(List.of("ip", "link", "set", "lo", "up")));
        } catch (AssertionError failure) {
            island.close();
            throw failure;
        }
        return island;
    }

    /** Removes those whose processes were killed. */
    private static void sweep() throws IOException, InterruptedException {
        Process list = new ProcessBuilder("ip", "netns", "list")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (String line : list.inputReader().readAllLines()) {
            Matcher left = NAMED.matcher(line);
            if (left.matches()) {
                long process = Long.parseLong(left.group(1));
                if (process == ProcessHandle.current().pid()
                        || ProcessHandle.of(process).isEmpty()) {
                    new Island(process).close();
                }
            }
        }
        int _ = list.waitFor();
    }

    private String cable() {
        return "va" + process;
    }

    private String always() {
        return "vb" + process;
    }

    /** Ours of the cable that can be a black hole. */
    String near() {
        return address(1);
    }

    /** The island's end of it. */
    String far() {
        return address(2);
    }

    /** The island's end of the other cable. */
    String farAlways() {
        return address(6);
    }

    private String address(int number) {
        int address = FIRST + (int) (process % PAIRS) * 8 + number;
        return "%d.%d.%d.%d".formatted(address >>> 24, address >>> 16 & 0xFF, address >>> 8 & 0xFF, address & 0xFF);
    }

    private void connect(String cable, String near, String far) throws IOException, InterruptedException {
        String end = cable + "x";
        must(List.of("ip", "link", "add", cable, "type", "veth", "peer", "name", end, "netns", name));
        must(List.of("ip", "address", "add", near + "/30", "dev", cable));
        must(List.of("ip", "link", "set", cable, "up"));
        must(on(List.of("ip", "address", "add", far + "/30", "dev", end)));
        must(on(List.of("ip", "link", "set", end, "up")));
    }

    /** What has a program run there. */
    List<String> wrapper() {
        return wrapper;
    }

    private List<String> on(List<String> line) {
        return Stream.concat(wrapper.stream(), line.stream()).toList();
    }

    /** From now on nothing gets through either way, and nobody is told. */
    void swallow() throws IOException, InterruptedException {
        must(hole(cable()));
        must(on(hole(cable() + "x")));
    }

    /** No packet is small enough for this bucket. */
    private static List<String> hole(String end) {
        return List.of("tc", "qdisc", "add", "dev", end, "root", "tbf", "rate", "1kbit", "burst", "10", "limit", "10");
    }

    void mend() throws IOException, InterruptedException {
        must(List.of("tc", "qdisc", "del", "dev", cable(), "root"));
        must(on(List.of("tc", "qdisc", "del", "dev", cable() + "x", "root")));
    }

    private static void must(List<String> line) throws IOException, InterruptedException {
        String complaint = run(line);
        if (!complaint.isEmpty()) {
            throw new AssertionError(line + ": " + complaint);
        }
    }

    /** What it has to say; nothing if all is well. */
    private static String run(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = process.inputReader().readAllAsString();
        return process.waitFor() == 0 ? "" : said + "exit code " + process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            // They would only go with the last process there.
            for (String cable : List.of(cable(), always())) {
                String _ = run(List.of("ip", "link", "delete", cable));
            }
            String _ = run(List.of("ip", "netns", "delete", name));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
