package im.vestibule.services.account;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that a back end fails, at most once a second, and how often it held its tongue in between: every login
 * meets the same fault.
 */
public final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final String backend;
    private boolean spoken;
    private long last;
    private long silent;

    /**
     * @param backend as the log calls it
     */
    public Trouble(String backend) {
        this.backend = backend;
    }

    public void report(Throwable cause) {
        due(System.nanoTime())
                .ifPresent(unreported -> LOG.atError()
                        .addKeyValue("backend", backend)
                        .addKeyValue("unreported", unreported)
                        .setCause(cause)
                        .log("auth_backend_failed"));
    }

    /**
     * @param reason in words, where there is no exception
     */
    void report(String reason) {
        due(System.nanoTime())
                .ifPresent(unreported -> LOG.atError()
                        .addKeyValue("backend", backend)
                        .addKeyValue("unreported", unreported)
                        .addKeyValue("reason", reason)
                        .log("auth_backend_failed"));
    }

    /** If it is time to speak, how often it was silent since the last time. */
    synchronized OptionalLong due(long now) {
        if (spoken && now - last < PAUSE_NANOS) {
            silent++;
            return OptionalLong.empty();
        }
        long unreported = silent;
        spoken = true;
        last = now;
        silent = 0;
        return OptionalLong.of(unreported);
    }
}
