package im.vestibule.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of this machine that a test talks to. Tests say so by {@link NeedsProgram}. */
final class Tool {
    private final Path path;

    private Tool(Path path) {
        this.path = path;
    }

    static Tool named(String name) {
        return new Tool(Programs.find(name).orElseThrow(() -> new AssertionError("there is no " + name)));
    }

    /** A Python that can import this. */
    static Tool python(String module) {
        return new Tool(Programs.find("python3", module)
                .orElseThrow(() -> new AssertionError("there is no Python with " + module)));
    }

    /** Starts it with nothing to read, standard error merged into its output; to be destroyed by whoever starts it. */
    Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it prints until it ends.
     *
     * @throws AssertionError if it does not end in time
     */
    String run(Duration patience, String... arguments) throws InterruptedException {
        Process process = start(arguments);
        CompletableFuture<String> output =
                CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(path + " does not end; so far:\n" + output.join());
        }
        return output.join();
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
