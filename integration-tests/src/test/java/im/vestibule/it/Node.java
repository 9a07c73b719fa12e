package im.vestibule.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the scripts of {@code src/test/node}, which print JSON. Tests say so by {@link NeedsProgram} with {@code node}. */
final class Node {
    private static final Path DIRECTORY = Checkout.file("integration-tests/src/test/node");
    private static final JsonMapper JSON = new JsonMapper();

    private Node() {}

    /** Where the scripts are, and the libraries. */
    static Path directory() {
        Outside.require(Files.isDirectory(DIRECTORY.resolve("node_modules")), "npm ci in " + DIRECTORY);
        return DIRECTORY;
    }

    /**
     * What a script prints until it ends, an object a line.
     *
     * @param argument is handed over as JSON
     * @throws AssertionError if it fails, or does not end in time
     */
    static List<JsonNode> run(String script, Object argument) throws IOException, InterruptedException {
        Process process = start(script, argument);
        CompletableFuture<String> printing =
                CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
        if (!process.waitFor(Patience.LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script + " does not end; so far:\n" + printing.join());
        }
        String printed = printing.join();
        if (process.exitValue() != 0) {
            throw new AssertionError(script + " failed:\n" + printed);
        }
        return printed.lines().map(JSON::readTree).toList();
    }

    /** Lets a script run. What it prints, errors too, comes from its standard output. */
    static Process start(String script, Object argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Programs.find("node").orElseThrow().toString(), script, JSON.writeValueAsString(argument))
                .directory(directory().toFile())
                .redirectErrorStream(true);
        // The servers of tests have certificates that nobody knows.
        builder.environment().put("NODE_TLS_REJECT_UNAUTHORIZED", "0");
        builder.environment().put("NODE_NO_WARNINGS", "1");
        return builder.start();
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
