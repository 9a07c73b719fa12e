package im.vestibule.services.account;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that a back end fails, at most once a second, and how often it held its tongue in between: every login
 * meets the same fault.
 */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final String backend;
    private final LongSupplier nanoTime;
    private boolean spoken;
    private long last;
    private long silent;

    Trouble(String backend, LongSupplier nanoTime) {
        this.backend = backend;
        this.nanoTime = nanoTime;
    }

    synchronized void report(Throwable cause) {
        long now = nanoTime.getAsLong();
        if (spoken && now - last < PAUSE_NANOS) {
            silent++;
            return;
        }
        LOG.atError()
                .addKeyValue("backend", backend)
                .addKeyValue("unreported", silent)
                .setCause(cause)
                .log("auth_backend_failed");
        spoken = true;
        last = now;
        silent = 0;
    }
}
