package im.vestibule.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A process of ours, with what it says in a file. Ends with us. */
final class Program implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long GRACE_S = 20;

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts it in this directory. */
    static Program start(List<String> command, Path directory, Map<String, String> environment) throws IOException {
        Path output = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it is ready. */
    void await(Callable<Boolean> ready, Duration most) throws IOException, InterruptedException {
        long latest = System.nanoTime() + most.toNanos();
        while (!check(ready)) {
            if (!process.isAlive() || System.nanoTime() - latest > 0) {
                throw new IOException("it did not start; it said: " + Files.readString(output));
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private static boolean check(Callable<Boolean> ready) throws IOException {
        try {
            return ready.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** What it has said. */
    Path output() {
        return output;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
