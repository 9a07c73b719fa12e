package im.vestibule.interop;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Smack's own tests of servers. What they say is the table in {@code docs/interop.md}; what the server and Smack logged is
 * in {@code target/interop}.
 */
class SmackFrameworkIT {
    @Test
    @Timeout(value = 15, unit = MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void findsNoFaultThatIsTheServers() throws Exception {
        Path directory = Vestibule.fresh(Checkout.file("interop/target/interop"));
        log(directory.resolve("smack.txt"));
        List<Row> rows;
        try (Vestibule server = Vestibule.start(directory)) {
            Ways.lead(server.port("c2s"), server.port("http"));
            rows = Framework.run();
        }
        Reasons reasons = Reasons.read();
        Page.replace(Checkout.file("docs/interop.md"), new Table(rows, reasons).text());
        assertThat(rows)
                .filteredOn(row -> row.outcome() == Outcome.FAILED)
                .allMatch(row -> reasons.of(row).isPresent());
    }

    /** Smack says much, and the console is for results. */
    private static void log(Path file) throws Exception {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        root.addHandler(handler);
    }
}
