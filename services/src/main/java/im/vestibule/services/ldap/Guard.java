package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;

/**
 * Hangs up on a server that is still talking when it should be done: a time-out of the socket begins anew with every byte.
 * Close it when the answer is there.
 */
final class Guard implements AutoCloseable {
    /** So that silence is told from drivel: the socket's time-out comes first. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Thread watch;

    Guard(LDAPConnection connection, Deadline deadline) {
        Duration left = Duration.ofMillis(deadline.left()).plus(GRACE);
        watch = Thread.ofVirtual().start(() -> {
            try {
                // The thread is the timer: a virtual one, which holds nothing while it sleeps.
                Thread.sleep(left);
                connection.close();
            } catch (InterruptedException _) {
                // The answer is there.
            }
        });
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
