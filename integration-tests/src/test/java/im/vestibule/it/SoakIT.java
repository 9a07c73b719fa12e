package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/soak.md} tells of, by default for so short that it fits among the other tests. There it says how to have it for long, and its page written.
 */
class SoakIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void staysAsItIsAndForgetsNothing() throws Exception {
        Soak.Plan plan = new Soak.Plan(
                Long.getLong("soak.seed", System.nanoTime()),
                Duration.ofMillis(Math.round(60_000 * Double.parseDouble(System.getProperty("soak.minutes", "0.1")))),
                Integer.getInteger("soak.crowd", 300),
                Integer.getInteger("soak.people", 40),
                Integer.getInteger("soak.kills", 1));
        System.err.println(plan);
        try (SoakServer server = SoakServer.in(directory)) {
            SoakReport report = new Soak(plan, server).run();

            System.err.println(report.text());
            String page = System.getProperty("soak.page", "");
            if (!page.isEmpty()) {
                report.write(Checkout.file(page));
            }
            assertThat(report.complaints()).as(plan.toString()).isEmpty();
        }
    }
}
