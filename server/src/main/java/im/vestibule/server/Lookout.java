package im.vestibule.server;

import im.vestibule.admin.status.Feed;
import im.vestibule.admin.status.Live;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the house again and again, on a thread of its own, for those who watch and those who will. */
final class Lookout implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final Survey survey;
    private final Feed feed;
    private final Thread thread;
    private volatile boolean closed;

    /** Looks for the first time. */
    Lookout(Survey survey) {
        this.survey = survey;
        feed = new Feed(survey.look(), System.nanoTime());
        thread = Thread.ofVirtual().name("lookout").unstarted(this::run);
    }

    /** Looks from now on. */
    void begin() {
        look();
        thread.start();
    }

    Live live() {
        return feed;
    }

    private void run() {
        long next = System.nanoTime() + Live.PERIOD.toNanos();
        while (!closed) {
            long now = System.nanoTime();
            if (now < next) {
                LockSupport.parkNanos(next - now);
            } else {
                look();
                next = Math.max(next + Live.PERIOD.toNanos(), now + 1);
            }
        }
    }

    private void look() {
        try {
            feed.take(survey.look(), System.nanoTime());
        } catch (RuntimeException | Error mistake) {
            log.atError().setCause(mistake).log("look_failed");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
