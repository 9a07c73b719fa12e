package im.vestibule.compare;

import im.vestibule.load.Window;
import java.time.Duration;

/**
 * How long and how much.
 *
 * @param measured of chats and connects
 * @param warmup before that
 * @param logins accounts that log in
 * @param hashed the same where every login costs the server PBKDF2
 * @param idle connections that keep silent
 * @param hold for so long
 * @param rate messages a second where that is given
 */
record Settings(Duration measured, Duration warmup, int logins, int hashed, int idle, Duration hold, double rate) {
    Window window() {
        return Window.of(warmup, measured);
    }

    /** Accounts that a group needs. */
    int accounts(Group group) {
        return group.measuresMemory() ? most() : Math.max(logins, 2000);
    }

    /** Half as many silent connections. */
    int least() {
        return idle / 2;
    }

    /** Half as many again. */
    int most() {
        return idle + idle / 2;
    }
}
