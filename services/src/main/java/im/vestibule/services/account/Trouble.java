package im.vestibule.services.account;

import im.vestibule.services.log.Tap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that a back end fails, at most once a second, and how often it held its tongue in between: every login
 * meets the same fault.
 */
public final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final String backend;
    private final Tap tap = new Tap(1);

    /**
     * @param backend as the log calls it
     */
    public Trouble(String backend) {
        this.backend = backend;
    }

    public void report(Throwable cause) {
        tap.take(System.nanoTime())
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
        tap.take(System.nanoTime())
                .ifPresent(unreported -> LOG.atError()
                        .addKeyValue("backend", backend)
                        .addKeyValue("unreported", unreported)
                        .addKeyValue("reason", reason)
                        .log("auth_backend_failed"));
    }
}
