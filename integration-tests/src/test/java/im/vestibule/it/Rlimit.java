package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One of a process's soft limits (getrlimit(2)), lower than it was for as long as this is open. */
final class Rlimit implements AutoCloseable {
    private final long pid;
    private final String resource;
    private final String before;

    /**
     * @param resource as prlimit(1) calls it, such as {@code nofile}
     */
    Rlimit(long pid, String resource, long limit) throws IOException {
        this.pid = pid;
        this.resource = resource;
        before = prlimit("--" + resource, "--output=SOFT", "--noheadings");
        set(Long.toString(limit));
    }

    private void set(String limit) throws IOException {
        String _ = prlimit("--" + resource + "=" + limit + ":");
    }

    private String prlimit(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("prlimit", "--pid", Long.toString(pid)));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return said;
    }

    @Override
    public void close() throws IOException {
        set(before);
    }
}
