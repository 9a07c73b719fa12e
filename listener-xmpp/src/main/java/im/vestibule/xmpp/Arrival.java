package im.vestibule.xmpp;

import im.vestibule.services.resumption.Window;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a session has come to, and that is told once all that the client has handed in is safe, or will not be: who owes an answer for so long
 * is cut off, so that what is left by then is what nobody may store. The time runs from the first connection on: a client may give each of them less than
 * that. Only the loop where the session sits calls it.
 */
final class Arrival {
    private final Window window;
    private final SessionOutlet outlet;
    private @Nullable Tether tether;
    private @Nullable Future<?> patience;
    /** Whoever comes now need not wait. */
    private boolean waited;

    Arrival(Window window, SessionOutlet outlet) {
        this.window = window;
        this.outlet = outlet;
    }

    /** The connection that waits. */
    @Nullable
    Tether tether() {
        return tether;
    }

    void await(Tether fresh) {
        window.hurry();
        tether = fresh;
        if (waited || window.isSettled()) {
            tell(fresh);
            return;
        }
        window.await();
        if (patience == null) {
            patience = outlet.seat()
                    .loop()
                    .schedule(() -> outlet.run(this::wearied), Asking.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void wearied() {
        if (patience == null) {
            return;
        }
        patience = null;
        waited = true;
        if (tether != null) {
            tell(tether);
        }
    }

    /**
     * More is safe.
     *
     * @return whether somebody waits, or has until now
     */
    boolean settled() {
        if (tether == null) {
            return false;
        }
        if (window.isSettled()) {
            tell(tether);
        } else {
            window.await();
        }
        return true;
    }

    private void tell(Tether fresh) {
        leave();
        end();
        fresh.settled();
    }

    /** The connection is no more. */
    void leave() {
        tether = null;
    }

    /** Nobody waits any more. */
    void end() {
        waited = false;
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }
}
