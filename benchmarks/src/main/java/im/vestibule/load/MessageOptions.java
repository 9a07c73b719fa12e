package im.vestibule.load;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many pairs send what, and for how long. */
final class MessageOptions {
    private static final int LONGEST_BODY = 60_000;

    @Option(names = "--pairs", defaultValue = "100", description = "of clients (100)")
    int pairs = 100;

    @Option(names = "--body", defaultValue = "64", paramLabel = "BYTES", description = "of each message (64)")
    int body = 64;

    @Option(names = "--secs", defaultValue = "10", paramLabel = "SECONDS", description = "that count (10)")
    Duration measured = Duration.ofSeconds(10);

    @Option(names = "--warmup", defaultValue = "2", paramLabel = "SECONDS", description = "before that (2)")
    Duration warmup = Duration.ofSeconds(2);

    @Option(names = "--drain", defaultValue = "5", paramLabel = "SECONDS", description = "for stragglers (5)")
    Duration drain = Duration.ofSeconds(5);

    @Mixin
    NameOptions names = new NameOptions();

    int body() {
        return Math.clamp(body, 1, LONGEST_BODY);
    }

    Window window() {
        return new Window(warmup, measured, Duration.ofMillis(500), drain);
    }

    Accounts accounts() {
        return names.accounts(2 * pairs);
    }
}
