package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network namespace of Linux, with two cables to it: one that carries everything, and one that can be made a black hole. Only root
 * may have one, and only where the kernel permits it.
 */
final class Island implements Closeable {
    /** Ends of the cable that can be a black hole, ours and the island's. */
    static final String NEAR = "198.18.77.1";

    static final String FAR = "198.18.77.2";

    private static final String NEAR_ALWAYS = "198.18.78.1";

    /** The island's end of the other cable. */
    static final String FAR_ALWAYS = "198.18.78.2";

    private static final String NAME = "vestibule" + ProcessHandle.current().pid();
    private static final String CABLE = "va" + ProcessHandle.current().pid();
    private static final String ALWAYS = "vb" + ProcessHandle.current().pid();

    private static final List<String> WRAPPER = List.of("ip", "netns", "exec", NAME);

    private Island() {}

    /** Empty, with a loud line, where that is not permitted. */
    static Optional<Island> rise() throws IOException, InterruptedException {
        String refusal = run(List.of("ip", "netns", "add", NAME));
        if (!refusal.isEmpty()) {
            System.err.println("SKIPPED: no network namespaces here: " + refusal.strip());
            return Optional.empty();
        }
        Island island = new Island();
        try {
            island.connect(CABLE, NEAR, FAR);
            island.connect(ALWAYS, NEAR_ALWAYS, FAR_ALWAYS);
            must(on(List.of("ip", "link", "set", "lo", "up")));
        } catch (AssertionError failure) {
            island.close();
            throw failure;
        }
        return Optional.of(island);
    }

    private void connect(String cable, String near, String far) throws IOException, InterruptedException {
        String end = cable + "x";
        must(List.of("ip", "link", "add", cable, "type", "veth", "peer", "name", end, "netns", NAME));
        must(List.of("ip", "address", "add", near + "/30", "dev", cable));
        must(List.of("ip", "link", "set", cable, "up"));
        must(on(List.of("ip", "address", "add", far + "/30", "dev", end)));
        must(on(List.of("ip", "link", "set", end, "up")));
    }

    /** What has a program run there. */
    List<String> wrapper() {
        return WRAPPER;
    }

    private static List<String> on(List<String> line) {
        return Stream.concat(WRAPPER.stream(), line.stream()).toList();
    }

    /** From now on nothing gets through either way, and nobody is told. */
    void swallow() throws IOException, InterruptedException {
        must(hole(CABLE));
        must(on(hole(CABLE + "x")));
    }

    /** No packet is small enough for this bucket. */
    private static List<String> hole(String end) {
        return List.of("tc", "qdisc", "add", "dev", end, "root", "tbf", "rate", "1kbit", "burst", "10", "limit", "10");
    }

    void mend() throws IOException, InterruptedException {
        must(List.of("tc", "qdisc", "del", "dev", CABLE, "root"));
        must(on(List.of("tc", "qdisc", "del", "dev", CABLE + "x", "root")));
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
            for (String cable : List.of(CABLE, ALWAYS)) {
                String _ = run(List.of("ip", "link", "delete", cable));
            }
            String _ = run(List.of("ip", "netns", "delete", NAME));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
