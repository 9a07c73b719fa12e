package im.vestibule.server;

import java.nio.file.ClosedWatchServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificates of a running server up to date, on a thread of its own: takes changed files into service, and says
 * when a certificate comes to its end. Changes that the system does not tell of are found within the hour.
 */
final class Certificates implements AutoCloseable {
    /** How often everything is looked at without a sign. */
    private static final Duration ROUND = Duration.ofHours(1);

    /** Between the first sign of a change and the look at it; certbot needs a few milliseconds for all of its files. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Certificates.class);

    private final TlsFiles files;
    private final InstantSource clock;
    private final FileWatch watch;
    private final Thread thread;
    private final ExpiryNotices notices = new ExpiryNotices();

    private Certificates(TlsFiles files, InstantSource clock, FileWatch watch) {
        this.files = files;
        this.clock = clock;
        this.watch = watch;
        this.thread = Thread.ofVirtual().name("certificates").unstarted(this::run);
    }

    /** Starts watching. */
    static Certificates keep(TlsFiles files, InstantSource clock) {
        return keep(files, clock, QUIET);
    }

    static Certificates keep(TlsFiles files, InstantSource clock, Duration quiet) {
        Certificates certificates = new Certificates(files, clock, FileWatch.open(quiet));
        certificates.thread.start();
        return certificates;
    }

    /** Begins again, with other files to watch. */
    Certificates again() {
        close();
        return keep(files, clock);
    }

    private void run() {
        Instant next = clock.instant();
        boolean changed = false;
        try {
            while (true) {
                Instant now = clock.instant();
                boolean due = !now.isBefore(next);
                if (due || changed) {
                    // In this order: what is written meanwhile gives a sign.
                    watch.over(files.paths());
                    files.look();
                }
                if (due) {
                    notices.say(files.certificates(), now);
                    next = now.plus(ROUND);
                }
                changed = watch.await(Duration.between(clock.instant(), next));
            }
        } catch (ClosedWatchServiceException | InterruptedException _) {
            log.atDebug().log("certificates_closed");
        }
    }

    @Override
    public void close() {
        watch.close();
        thread.interrupt();
    }
}
